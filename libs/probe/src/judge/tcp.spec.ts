import { describe, expect, it } from 'vitest';
import type { CheckHost, EdgeVerdict, PortHolder, TcpOutcome } from '../model.js';
import { check, idsOf } from '../testing/check.js';
import { someHosts } from '../testing/hosts.js';
import type { Faults } from '../testing/network.js';

/** Two hosts, the second of them a manager; the edge from the first to it. */
function edgeTo2377(faults: Faults, manager: Partial<CheckHost> = {}): EdgeVerdict {
  return judged(faults, 2377, manager);
}

function edgeTo7946(faults: Faults): EdgeVerdict {
  return judged(faults, 7946, {});
}

function judged(faults: Faults, port: number, manager: Partial<CheckHost>): EdgeVerdict {
  const [a, b] = someHosts(2);
  const hosts = [a!, { ...b!, isManager: true, ...manager }];
  const { edges } = check(faults, { hosts, ports: [{ protocol: 'tcp', port }] });
  return edges.find(({ source }) => source === 'a')!;
}

const answers = (peer: Extract<TcpOutcome, { kind: 'connected' }>['peer']): Faults => ({
  outcome: () => ({ kind: 'connected', rttMs: 0.4, peer }),
});
const ends = (outcome: TcpOutcome): Faults => ({ outcome: () => outcome });
const holds = (holder: PortHolder): Faults => ({ holder: () => holder });
const blind: Faults = { blind: { a: 'no nft', b: 'no nft' } };
const manager = { kind: 'swarm', clusterId: 'ours', role: 'swarm-manager', nodeId: 'n2' } as const;
const nameless = { kind: 'unnamed', detail: 'it said nothing' } as const;

describe('a TCP handshake', () => {
  it('passes by who answered, without any witness', () => {
    const faults = { ...blind, ...answers({ kind: 'agent', index: 2 }) };
    expect(edgeTo7946(faults)).toMatchObject({ verdict: 'pass', lossPercent: 0, rttMs: 0.4 });
  });

  it('passes when a manager of the swarm shows its certificate', () => {
    const faults = { ...blind, ...answers(manager), ...holds({ kind: 'engine' }) };
    expect(edgeTo2377(faults, { swarmId: 'ours', nodeId: 'n2' }).verdict).toBe('pass');
  });

  it('is unknown while nobody knows the swarm and nobody saw who took the SYN', () => {
    const unseen = { ...blind, ...answers(manager), ...holds({ kind: 'unknown', reason: 'old' }) };
    expect(edgeTo2377(unseen).verdict).toBe('unknown');
    expect(edgeTo2377({ ...unseen, ...holds({ kind: 'engine' }) }).verdict).toBe('pass');
  });

  it('fails when a manager of another swarm answers', () => {
    const faults = {
      ...answers({ ...manager, clusterId: 'theirs' }),
      ...holds({ kind: 'engine' }),
    };
    expect(edgeTo2377(faults, { swarmId: 'ours' })).toMatchObject({
      verdict: 'fail',
      layer: 'occupied',
      reason: 'b (10.0.0.2) answers, but it is a manager of another swarm (theirs)',
    });
  });

  it('fails when what answers on 2377 shows no certificate and nobody says that it is the Engine', () => {
    const faults = { ...answers(nameless), ...holds({ kind: 'free' }) };
    expect(edgeTo2377(faults)).toMatchObject({ verdict: 'fail', layer: 'occupied' });
  });

  it('is unknown when the Engine holds 2377 and showed no certificate', () => {
    const faults = { ...answers(nameless), ...holds({ kind: 'engine' }) };
    expect(edgeTo2377(faults)).toMatchObject({ verdict: 'unknown', layer: 'unknown' });
  });

  it('fails when a node answers on 2377 that is no manager', () => {
    const faults = { ...answers({ ...manager, role: 'swarm-worker' }) };
    expect(edgeTo2377(faults).layer).toBe('occupied');
  });

  it('names the process that holds the port', () => {
    const other: PortHolder = { kind: 'other', process: 'python3', pid: 812 };
    const faults = { ...answers(nameless), ...holds(other) };
    expect(edgeTo2377(faults)).toMatchObject({
      verdict: 'fail',
      layer: 'occupied',
      reason: 'python3 (812), which is no Engine, holds the port on b (10.0.0.2)',
      remedy: [
        "On b: ss -lntp 'sport = :2377'",
        'Stop what is listed there, or give it another port.',
      ],
    });
  });

  it('names the host that answers in place of the destination', () => {
    expect(edgeTo7946(answers({ kind: 'agent', index: 1 }))).toMatchObject({
      verdict: 'fail',
      layer: 'network',
      reason: 'a answers at 10.0.0.2 in place of b',
    });
    const other = {
      ...blind,
      ...answers({ ...manager, nodeId: 'n9' }),
      ...holds({ kind: 'engine' }),
    };
    expect(edgeTo2377(other, { swarmId: 'ours', nodeId: 'n2' }).reason).toBe(
      'node n9 answers at 10.0.0.2 in place of b',
    );
  });

  it('with gossip, which says nothing, counts only where the witness saw the SYN', () => {
    const gossip = { ...answers(nameless), ...holds({ kind: 'engine' }) };
    expect(edgeTo7946(gossip).verdict).toBe('pass');
    expect(edgeTo7946({ ...gossip, ...blind })).toMatchObject({
      verdict: 'unknown',
      reason:
        'b: no witness (no nft). Something answered in 0.4 ms, without a name (it said nothing).',
    });
    expect(edgeTo7946({ ...gossip, stop: () => 'network' }).verdict).toBe('unknown');
  });
});

describe('a TCP connection that fails', () => {
  const refused = ends({ kind: 'refused' });

  it('is closed when SYNs pass the firewall and are refused', () => {
    expect(edgeTo7946({ ...refused, ...holds({ kind: 'free' }) })).toMatchObject({
      verdict: 'fail',
      layer: 'closed',
      reason: 'nobody listens on TCP 7946 of b; its firewall lets SYNs through',
    });
  });

  it('is rejected by the destination when SYNs arrive and do not pass', () => {
    const reject: Faults = {
      ...refused,
      stop: () => 'destination',
      refusal: () => ({ from: '10.0.0.2', how: 'tcp-reset' }),
    };
    expect(edgeTo7946(reject)).toMatchObject({
      layer: 'destination-firewall',
      reason: '1 SYN arrived at b, and none passed its firewall; b refuses with tcp-reset',
    });
  });

  it('is rejected by the network when they never arrive and somebody says no', () => {
    const reject: Faults = {
      ...refused,
      stop: () => 'network',
      refusal: () => ({ from: '10.0.0.254', how: 'icmp-admin-prohibited' }),
    };
    expect(edgeTo7946(reject)).toMatchObject({
      layer: 'network',
      reason: '1 SYN left a, and none arrived at b; 10.0.0.254 refuses with icmp-admin-prohibited',
    });
  });

  it('is rejected by the source itself when they do not leave it', () => {
    expect(edgeTo7946({ ...refused, stop: () => 'source' })).toMatchObject({
      layer: 'source-firewall',
      reason: 'a sent 1 SYN, and none left its own firewall',
      remedy: [
        'On a: nft list ruleset, to find the rule; then perhaps:',
        'On a: iptables -I OUTPUT 1 -d 10.0.0.2 -p tcp --dport 7946 -j ACCEPT',
        'Put the same rule where the host keeps its iptables rules, so that it lasts over a boot.',
      ],
    });
  });

  it('whose answers do not come back is stopped nobody knows where', () => {
    expect(edgeTo7946({ stop: () => 'reply' })).toMatchObject({
      verdict: 'fail',
      layer: 'unknown',
      reason:
        "1 SYN passed the firewall of b, but no answer came back to a: stopped by b's OUTPUT, the network, or a's INPUT",
    });
  });

  it('fails without any witness where the Engine listens, and is unknown where nobody may listen', () => {
    const silent = { ...blind, ...ends({ kind: 'silent' }) };
    expect(edgeTo7946({ ...silent, ...holds({ kind: 'engine' }) })).toMatchObject({
      verdict: 'fail',
      layer: 'unknown',
    });
    expect(edgeTo7946({ ...silent, ...holds({ kind: 'free' }) }).verdict).toBe('unknown');
    expect(edgeTo7946({ ...blind, ...refused, ...holds({ kind: 'free' }) }).verdict).toBe(
      'unknown',
    );
    expect(edgeTo7946({ ...blind, ...refused }).verdict).toBe('unknown');
  });

  it('without route is the network, and says so', () => {
    const unreachable = ends({ kind: 'unreachable', errno: 'ENETUNREACH' });
    const nothingLeft: Faults = { ...unreachable, blind: { a: 'no nft' }, stop: () => 'network' };
    expect(edgeTo7946(nothingLeft)).toMatchObject({
      layer: 'network',
      reason: 'a finds no way to b (10.0.0.2) (ENETUNREACH)',
    });
  });
});

describe('an occupied port', () => {
  it('is found also where a firewall stops the probes before', () => {
    const faults: Faults = {
      stop: ({ port }) => (port === 'udp/4789' ? 'network' : undefined),
      holder: (host, port) =>
        host === 'b' && port === 'udp/4789'
          ? { kind: 'other', process: 'vmtoolsd', pid: 7 }
          : undefined,
    };
    const judgement = check(faults, { hosts: someHosts(2) });
    expect(idsOf(judgement)).toEqual(['port-blocked-data-path', 'port-occupied']);
    expect(judgement.findings[1]).toMatchObject({
      severity: 'blocker',
      hosts: ['b'],
      message: 'UDP 4789 of b is held by vmtoolsd (7)',
    });
  });
});
