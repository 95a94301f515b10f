import { describe, expect, it } from 'vitest';
import type { EdgeVerdict, Sent } from '../model.js';
import { judge } from './judge.js';
import { planMesh } from '../mesh/mesh.js';
import { firstRound } from '../rounds/first.js';
import { check, idsOf } from '../testing/check.js';
import { someHosts } from '../testing/hosts.js';
import { countingAll, simulate, type Faults } from '../testing/network.js';

const dataPath = { protocol: 'udp', port: 4789 } as const;
const esp = { protocol: 'esp', port: 0 } as const;

/** The edge from a to b, after one round, with the source's own account changed. */
function edge(
  faults: Faults,
  account: Partial<Sent> = {},
  port: typeof dataPath | typeof esp = dataPath,
) {
  const mesh = planMesh({ hosts: someHosts(2), ports: [port] });
  const round = simulate(mesh, countingAll(firstRound(mesh)), faults);
  const { a, b } = round;
  const sent =
    'probes' in a!.sent
      ? { ...a!.sent, probes: a!.sent.probes.map((it) => ({ ...it, ...account })) }
      : a!.sent;
  return judge(mesh, [{ a: { ...a!, sent }, b: b! }]).edges[0] as EdgeVerdict;
}

const blindSource: Faults = { blind: { a: 'no nft' } };

describe('a UDP edge that nothing came through', () => {
  it('fails without saying where when the source has no witness', () => {
    expect(edge({ ...blindSource, stop: () => 'network' })).toMatchObject({
      verdict: 'fail',
      layer: 'unknown',
      lossPercent: 100,
      reason: 'nothing of what a sent arrived at b; no witness of a tells whether it left (no nft)',
    });
  });

  it("is the source's firewall when its kernel refuses to send, also without witness", () => {
    const faults: Faults = { ...blindSource, stop: () => 'source' };
    expect(edge(faults, { packets: 0, errno: 'EPERM' })).toMatchObject({
      verdict: 'fail',
      layer: 'source-firewall',
    });
  });

  it('is the network when the source has no route', () => {
    const faults: Faults = { ...blindSource, stop: () => 'source' };
    expect(edge(faults, { packets: 0, errno: 'ENETUNREACH' }).layer).toBe('network');
  });

  it('is unknown when nothing was sent', () => {
    const faults: Faults = { ...blindSource, stop: () => 'source' };
    expect(edge(faults, { packets: 0, errno: 'ENOBUFS' })).toMatchObject({
      verdict: 'unknown',
      lossPercent: null,
      reason: 'a: it could not send (ENOBUFS). Nothing arrived, which proves nothing.',
    });
  });

  it('is unknown when the source could not be asked', () => {
    expect(edge({ absent: { a: 'its agent is not connected' } }).reason).toBe(
      'a: it could not send (its agent is not connected). Nothing arrived, which proves nothing.',
    );
  });

  it('fails where the destination has no witness but its firewall says so', () => {
    const faults: Faults = {
      blind: { b: 'no nft' },
      stop: () => 'destination',
      refusal: () => ({ from: '10.0.0.2', how: 'icmp-admin-prohibited' }),
    };
    expect(edge(faults)).toMatchObject({ verdict: 'fail', layer: 'destination-firewall' });
  });

  it('stays unknown where the destination has no witness and its port is closed', () => {
    const faults: Faults = {
      blind: { b: 'no nft' },
      stop: () => 'destination',
      refusal: () => ({ from: '10.0.0.2', how: 'icmp-port-unreachable' }),
    };
    expect(edge(faults)).toMatchObject({
      verdict: 'unknown',
      reason:
        'b: no witness (no nft). a sent 5 packets and b refuses with icmp-port-unreachable, which proves nothing.',
    });
  });

  it('says of refusals nothing where nobody has a witness', () => {
    expect(edge({ blind: { a: 'no nft', b: 'no nft' }, stop: () => 'network' }).reason).toBe(
      'b: no witness (no nft). a sent 5 packets and nobody saw whether they were refused, which proves nothing.',
    );
  });
});

describe('an ESP edge', () => {
  it('is opened by protocol, not by port', () => {
    const { remedy } = edge({ stop: () => 'destination' }, {}, esp);
    expect(remedy).toContain('On b: iptables -I INPUT 1 -s 10.0.0.1 -p esp -j ACCEPT');
  });

  it('is unknown from a source without witness, which cannot send it', () => {
    expect(edge({ ...blindSource, stop: () => 'network' }, {}, esp).verdict).toBe('unknown');
  });
});

describe('address translation', () => {
  const nat: Faults = {
    appearsAs: (source, destination) =>
      source === 'a' && destination === 'b' ? '203.0.113.7' : undefined,
  };

  it('is named, and does not fail an edge', () => {
    const judgement = check(nat);
    expect(judgement.edges.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(judgement.findings).toMatchObject([
      {
        id: 'address-translated',
        severity: 'warning',
        hosts: ['a'],
        message:
          'a arrives as 203.0.113.7, which is none of its addresses, on a → b: it is translated on the way',
      },
    ]);
    expect(judgement.edges.find((it) => it.port === 4789)?.reason).toBe(
      '5 of 5 packets passed the firewall of b, coming from 203.0.113.7: translated on the way',
    );
  });

  it('is no translation when the packets come from another address of the source', () => {
    const [a, b] = someHosts(2);
    const hosts = [{ ...a!, addresses: ['10.0.0.1', '203.0.113.7'] }, b!];
    expect(idsOf(check(nat, { hosts }))).toEqual([]);
  });

  it('does not hide where SYNs end', () => {
    const faults: Faults = {
      ...nat,
      stop: (way) =>
        way.source === 'a' && way.destination === 'b' && way.port === 'tcp/7946'
          ? 'destination'
          : undefined,
    };
    const failing = check(faults).edges.filter(({ verdict }) => verdict === 'fail');
    expect(failing).toMatchObject([
      {
        layer: 'destination-firewall',
        remedy: expect.arrayContaining([
          'On b: iptables -I INPUT 1 -s 203.0.113.7 -p tcp --dport 7946 -j ACCEPT',
        ]) as string[],
      },
    ]);
  });

  it("takes no SYN of a neighbour behind the same address for one's own", () => {
    const faults: Faults = {
      appearsAs: (_, destination) => (destination === 'c' ? '203.0.113.7' : undefined),
      stop: (way) =>
        way.source === 'a' && way.destination === 'c' && way.port === 'tcp/7946'
          ? 'network'
          : undefined,
    };
    const failing = check(faults).edges.filter(({ verdict }) => verdict === 'fail');
    expect(failing).toMatchObject([{ source: 'a', destination: 'c', layer: 'unknown' }]);
  });
});
