import { describe, expect, it } from 'vitest';
import { check, idsOf, troubles } from '../testing/check.js';
import { someHosts } from '../testing/hosts.js';
import type { Faults, Way } from '../testing/network.js';

const is = (way: Way, text: string): boolean =>
  text === `${way.source} ${way.destination} ${way.port}`;

/** All packets of one way end there. */
const stop = (text: string, where: ReturnType<NonNullable<Faults['stop']>>): Faults => ({
  stop: (way) => (is(way, text) ? where : undefined),
});

const find = (judgement: ReturnType<typeof check>, text: string) =>
  judgement.edges.find((it) => {
    const port = it.protocol === 'esp' ? 'esp' : `${it.protocol}/${it.port}`;
    return text === `${it.source} ${it.destination} ${port}`;
  });

describe('judging a mesh', () => {
  it('passes every edge of a fleet that is well, and finds nothing', () => {
    const judgement = check();
    expect(troubles(judgement)).toEqual([]);
    expect(judgement.findings).toEqual([]);
    expect(find(judgement, 'a b udp/4789')).toMatchObject({
      verdict: 'pass',
      layer: 'none',
      lossPercent: 0,
      rttMs: null,
      reason: '5 of 5 packets passed the firewall of b',
    });
    expect(find(judgement, 'b a tcp/2377')).toMatchObject({ lossPercent: 0, rttMs: 0.5 });
  });

  it.each([
    ['source', 'source-firewall'],
    ['network', 'network'],
    ['destination', 'destination-firewall'],
  ] as const)('names the %s as what stops an edge, and accuses no other edge', (where, layer) => {
    for (const port of ['tcp/7946', 'udp/7946', 'udp/4789', 'esp']) {
      const judgement = check(stop(`a b ${port}`, where));
      expect(troubles(judgement)).toEqual([`a → b ${port} fail ${layer}`]);
      expect(find(judgement, `a b ${port}`)?.lossPercent).toBe(100);
    }
  });

  it('tells how many packets left and that none arrived', () => {
    const judgement = check(stop('a b udp/4789', 'network'));
    expect(find(judgement, 'a b udp/4789')).toMatchObject({
      reason: '5 packets left a, and none arrived at b',
      remedy: [
        'In the security group or network firewall of b: allow inbound UDP 4789 from 10.0.0.1 (a).',
        'In that of a: allow outbound UDP 4789 to 10.0.0.2 (b).',
      ],
    });
    expect(judgement.findings).toMatchObject([
      {
        id: 'port-blocked-data-path',
        severity: 'blocker',
        hosts: ['a', 'b'],
        message: 'UDP 4789 does not get through on 1 of 6 edges: stopped by the network on a → b',
      },
    ]);
  });

  it('names the rule that stopped it, and the command that opens it', () => {
    const judgement = check({
      ...stop('a b udp/4789', 'destination'),
      stoppedBy: () => ({
        ...{ backend: 'nftables', family: 'inet', table: 'filter', chain: 'input' },
        ...{ rule: 'ip saddr 10.0.0.1 drop', handle: 7, verdict: 'drop' },
      }),
    });
    expect(find(judgement, 'a b udp/4789')).toMatchObject({
      reason:
        '5 packets arrived at b, and none passed its firewall: nftables, table inet filter, chain input, rule "ip saddr 10.0.0.1 drop"',
      remedy: [
        'On b: nft insert rule inet filter input handle 7 ip saddr 10.0.0.1 udp dport 4789 accept',
        'Put the same rule where the host keeps its nftables rules, so that it lasts over a boot.',
      ],
    });
  });

  it('reports a lossy edge as a pass, with the loss', () => {
    const judgement = check({ passing: (way) => (is(way, 'a b udp/7946') ? 3 : undefined) });
    expect(troubles(judgement)).toEqual([]);
    expect(find(judgement, 'a b udp/7946')).toMatchObject({ verdict: 'pass', lossPercent: 40 });
    expect(idsOf(judgement)).toEqual(['packet-loss']);
  });

  it('does not call one lost packet a fault', () => {
    const lossy: Faults = { passing: (way) => (is(way, 'a b udp/7946') ? 4 : undefined) };
    const judgement = check(lossy, { later: {} });
    expect(find(judgement, 'a b udp/7946')?.lossPercent).toBe(10);
    expect(idsOf(judgement)).toEqual([]);
  });

  it.each(['tcp/7946', 'udp/7946'])(
    'passes an edge that passed only the second time: %s',
    (port) => {
      const judgement = check(stop(`a b ${port}`, 'network'), { later: {} });
      expect(find(judgement, `a b ${port}`)).toMatchObject({ verdict: 'pass', lossPercent: 50 });
    },
  );

  it('blocks nobody for what it could not see', () => {
    const judgement = check({ blind: { b: 'nft is not installed' } });
    expect(new Set(judgement.edges.map(({ verdict }) => verdict))).toEqual(
      new Set(['pass', 'unknown']),
    );
    expect(judgement.findings.map(({ id, severity }) => [id, severity])).toContainEqual([
      'port-unproven',
      'warning',
    ]);
    expect(judgement.findings.every(({ severity }) => severity !== 'blocker')).toBe(true);
  });

  it('says what it tried where the destination has no witness', () => {
    const judgement = check({ blind: { b: 'nft is not installed' } });
    expect(find(judgement, 'a b udp/4789')).toMatchObject({
      verdict: 'unknown',
      layer: 'unknown',
      lossPercent: null,
      reason:
        'b: no witness (nft is not installed). a sent 5 packets and nobody refused them, which proves nothing.',
    });
    expect(find(judgement, 'a b tcp/7946')?.verdict).toBe('pass');
    expect(find(judgement, 'b a esp')?.reason).toContain('ESP cannot be sent without a witness');
  });

  it('knows nothing of a host that cannot be asked', () => {
    const judgement = check({ absent: { c: 'its agent is too old' } });
    const unknown = troubles(judgement);
    expect(unknown.every((text) => text.includes('c') && text.includes('unknown unknown'))).toBe(
      true,
    );
    expect(unknown).toHaveLength(4 + 4 + 5 + 4);
  });
});

describe('hosts without an address', () => {
  it('are unknown, with the reason, and are sent nothing', () => {
    const [a, b] = someHosts(2);
    const hosts = [a!, { ...b!, address: '', dataAddress: '' }];
    const judgement = check({}, { hosts });
    expect(judgement.edges.every(({ verdict }) => verdict === 'unknown')).toBe(true);
    expect(find(judgement, 'a b udp/4789')?.reason).toContain('its address is not known');
  });
});
