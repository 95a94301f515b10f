import type { StoppedBy } from '@muster/probe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Member, meshOf } from './testing/mesh.js';
import { type TestHost, TestNetwork } from './testing/network.js';

// Which rule it was: traced through the kernel's own packet filter.

let network: TestNetwork;
let members: readonly [Member, Member];
let a: TestHost;
let b: TestHost;
beforeEach(async () => {
  network = await TestNetwork.make();
  [a, b] = network.hosts;
  members = [
    { host: a, agent: await a.agent() },
    { host: b, agent: await b.agent() },
  ];
});
afterEach(() => network.remove());

/** What ended the probes, as the second host tells, or the first. */
async function stopped(teller: 0 | 1 = 1): Promise<readonly StoppedBy[]> {
  const told = await meshOf(members, { trace: true });
  return told[teller]?.collected?.stoppedBy ?? [];
}

const ofPort = (stops: readonly StoppedBy[], protocol: string, port: number) =>
  stops.filter((it) => it.protocol === protocol && it.port === port);

describe('nothing is said to be stopped', () => {
  it('where everything passes, whatever rules it comes through', async () => {
    await b.sh('iptables -A INPUT -p udp -j ACCEPT; iptables -A INPUT -p udp --dport 1 -j DROP');
    expect(await stopped()).toEqual([]);
  });
});

describe('iptables on nftables', () => {
  it('names the rule as iptables-save does', async () => {
    await b.sh(
      `iptables -A INPUT -p udp --dport 1 -j DROP
       iptables -A INPUT -s 10.88.0.1/32 -p udp -m udp --dport 7946 -m comment --comment "no gossip" -j DROP
       iptables -A INPUT -p tcp -m tcp --dport 7946 -j REJECT --reject-with tcp-reset`,
    );
    const stops = await stopped();
    expect(ofPort(stops, 'udp', 7946)).toEqual([
      {
        ...{ protocol: 'udp', port: 7946, side: 'destination', peer: a.index },
        ...{ backend: 'iptables', family: 'ip', table: 'filter', chain: 'INPUT' },
        rule: '-A INPUT -s 10.88.0.1/32 -p udp -m udp --dport 7946 -m comment --comment "no gossip" -j DROP',
        handle: expect.any(Number) as number,
        verdict: 'drop',
      },
    ]);
    expect(ofPort(stops, 'tcp', 7946)).toMatchObject([
      { backend: 'iptables', verdict: 'reject', peer: a.index, side: 'destination' },
    ]);
    expect(stops).toHaveLength(2);
  });

  it('knows ufw by its chains, and by the policy that they end in', async () => {
    await b.sh(
      `iptables -N ufw-user-input
       iptables -A INPUT -j ufw-user-input
       iptables -A ufw-user-input -p udp --dport 4789 -j DROP
       iptables -P INPUT DROP`,
    );
    const stops = await stopped();
    expect(ofPort(stops, 'udp', 4789)).toMatchObject([
      {
        ...{ backend: 'ufw', chain: 'ufw-user-input' },
        rule: '-A ufw-user-input -p udp -m udp --dport 4789 -j DROP',
      },
    ]);
    const [policy] = ofPort(stops, 'udp', 7946);
    expect(policy).toMatchObject({ backend: 'ufw', chain: 'INPUT', verdict: 'drop' });
    expect(policy).not.toHaveProperty('rule');
    // TCP and ESP end there too.
    expect(stops).toHaveLength(5);
  });

  it("finds a rule of the source's own OUTPUT", async () => {
    await a.sh('iptables -A OUTPUT -p udp --dport 7946 -j DROP; iptables -A OUTPUT -p esp -j DROP');
    const stops = await stopped(0);
    const here = { side: 'source', peer: b.index, backend: 'iptables', chain: 'OUTPUT' };
    expect(ofPort(stops, 'udp', 7946)).toMatchObject([here]);
    expect(ofPort(stops, 'esp', 0)).toMatchObject([here]);
    expect(stops).toHaveLength(2);
  });
});

describe('nftables', () => {
  it('names table, chain and rule, and no rule where it is the policy', async () => {
    await b.sh(
      `nft 'table inet filter { chain inbound { type filter hook input priority 0; policy drop;
         udp dport 7946 counter reject comment "no gossip"
         ip saddr 10.88.0.1 udp dport 4789 counter drop; }; }'`,
    );
    const stops = await stopped();
    const there = { backend: 'nftables', family: 'inet', table: 'filter', chain: 'inbound' };
    expect(ofPort(stops, 'udp', 7946)).toMatchObject([
      {
        ...there,
        rule: 'udp dport 7946 counter reject comment "no gossip"',
        verdict: 'reject',
      },
    ]);
    expect(ofPort(stops, 'udp', 4789)).toMatchObject([
      { ...there, rule: 'ip saddr 10.88.0.1 udp dport 4789 counter drop', verdict: 'drop' },
    ]);
    const [policy] = ofPort(stops, 'esp', 0);
    expect(policy).toMatchObject({ ...there, verdict: 'drop' });
    expect(policy).not.toHaveProperty('rule');
  });

  it('knows firewalld by its table, and the zone by its chains', async () => {
    await b.sh(
      `nft 'table inet firewalld {
         chain filter_IN_home_allow { udp dport 7946 accept; }
         chain filter_IN_home { jump filter_IN_home_allow; }
         chain filter_INPUT { type filter hook input priority 10; policy accept;
           jump filter_IN_home; reject with icmpx admin-prohibited; }
       }'`,
    );
    const stops = await stopped();
    expect(ofPort(stops, 'udp', 7946)).toEqual([]);
    expect(ofPort(stops, 'udp', 4789)).toMatchObject([
      {
        ...{ backend: 'firewalld', table: 'firewalld', chain: 'filter_INPUT', zone: 'home' },
        rule: 'reject with icmpx admin-prohibited',
        verdict: 'reject',
      },
    ]);
  });
});
