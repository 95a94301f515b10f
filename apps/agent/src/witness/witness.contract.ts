import { existsSync, readFileSync } from 'node:fs';
import type { CommandValue } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aNonce, handshakeOf, meshOf, orderFor, pathOf, swarmPorts } from './testing/mesh.js';
import { TestNetwork } from './testing/network.js';

// The witness on the kernel's own packet filter, between network namespaces.

let network: TestNetwork;
beforeEach(async () => {
  network = await TestNetwork.make();
});
afterEach(() => network.remove());

/** A busy machine takes its time. */
const patience = { timeout: 20_000 };

const membersOf = ({ hosts }: TestNetwork) =>
  Promise.all(hosts.map(async (host) => ({ host, agent: await host.agent() })));

describe('between hosts without a firewall', () => {
  it.each([4, 6] as const)('all packets pass all points, both ways, over IPv%i', async (family) => {
    const [a, b] = network.hosts;
    const [toldA, toldB] = await meshOf(await membersOf(network), { family, sizes: [1_500] });
    for (const port of swarmPorts.filter(({ protocol }) => protocol !== 'tcp')) {
      const all = { sent: 5, left: 5, arrived: 5, passed: 5 };
      expect(pathOf([toldA!, toldB!], port, [a, b]), JSON.stringify(port)).toEqual(all);
      expect(pathOf([toldB!, toldA!], port, [b, a]), JSON.stringify(port)).toEqual(all);
    }
    for (const port of [2377, 7946]) {
      expect(handshakeOf(toldA!, port, b)).toMatchObject({
        kind: 'connected',
        peer: { kind: 'agent', index: b.index },
      });
      expect(pathOf([toldA!, toldB!], { protocol: 'tcp', port }, [a, b]).passed).toBeGreaterThan(0);
    }
    expect(toldA!.sent.sizes).toEqual([{ peer: b.index, size: 1_500, packets: 3 }]);
    expect(toldB!.collected?.sizes).toEqual([{ peer: a.index, size: 1_500, packets: 3 }]);
    expect(toldB!.collected).toMatchObject({ refusals: [], stoppedBy: [] });
  });

  it.each([4, 6] as const)(
    'what leaves is not counted unless asked, over IPv%i',
    async (family) => {
      const [a, b] = network.hosts;
      const options = { family, sizes: [1_500], arrivalsOnly: true };
      const [toldA, toldB] = await meshOf(await membersOf(network), options);
      for (const port of swarmPorts.filter(({ protocol }) => protocol !== 'tcp')) {
        const arrivals = { sent: 0, left: 0, arrived: 5, passed: 5 };
        expect(pathOf([toldA!, toldB!], port, [a, b]), JSON.stringify(port)).toEqual(arrivals);
      }
      for (const port of [2377, 7946]) {
        const syns = pathOf([toldA!, toldB!], { protocol: 'tcp', port }, [a, b]);
        expect(syns).toMatchObject({ sent: 0, left: 0 });
        expect(syns.passed).toBeGreaterThan(0);
      }
      expect(toldA!.sent.sizes).toEqual([{ peer: b.index, size: 1_500, packets: 3 }]);
      expect(toldB!.collected?.sizes).toEqual([{ peer: a.index, size: 1_500, packets: 3 }]);
      expect(toldB!.collected?.arrivalsOnly).toBe(true);
    },
  );

  it('tells the addresses that probes came from, and nothing stays in the packet filter', async () => {
    const [a] = network.hosts;
    const [, toldB] = await meshOf(await membersOf(network));
    const arrived = toldB!.collected?.tallies.filter(({ point }) => point === 'arrived');
    expect(arrived).toHaveLength(3);
    expect(arrived?.every(({ from }) => from?.join() === a.address)).toBe(true);
    expect(await a.ruleset()).toBe('');
  });

  it('sends each packet of an edge from a port of its own', async () => {
    const [, b] = network.hosts;
    await b.sh(
      `nft 'table ip seen { set ports { type inet_service; flags dynamic; size 99; }
         chain c { type filter hook prerouting priority -500;
           udp dport 4789 update @ports { udp sport }; }; }'`,
    );
    const ports = [{ protocol: 'udp', port: 4789 }] as const;
    await meshOf(await membersOf(network), { ports });
    const seen = /elements = \{([^}]*)\}/.exec(
      await b.run('nft', 'list', 'set', 'ip', 'seen', 'ports'),
    );
    expect(seen?.[1]?.split(',')).toHaveLength(5);
  });

  it('hosts that forward count only what is theirs', async () => {
    const [a, b] = network.hosts;
    const agent = await b.agent();
    const check = { checkId: 'c', nonce: aNonce() };
    // A probe for index 9, which only has come to the wrong place.
    await agent.open(orderFor(b, check));
    const source = await a.agent();
    await source.open(orderFor(a, check));
    const { address } = b;
    const target = { peer: 9, address, dataAddress: address, ports: swarmPorts, sizes: [1_400] };
    await source.send({ ...check, packets: 2, targets: [target] });
    expect(await agent.collect('c')).toMatchObject({ tallies: [], sizes: [] });
  });
});

describe('packets that are on their way', () => {
  const arrivedAt = ({ tallies }: CommandValue['collectWitness']) =>
    tallies.filter(({ point }) => point === 'arrived').map(({ packets }) => packets);

  /** A sends two packets of UDP and ESP to each port of B, whose witness is open. */
  async function aCheck() {
    const [a, b] = network.hosts;
    const [source, witness] = await Promise.all([a.agent(), b.agent()]);
    const check = { checkId: 'c', nonce: aNonce() };
    await Promise.all([source.open(orderFor(a, check)), witness.open(orderFor(b, check))]);
    const { address, index: peer } = b;
    const target = { peer, address, dataAddress: address, ports: swarmPorts, sizes: [] };
    const send = () => source.send({ ...check, packets: 2, targets: [target], atOnce: true });
    return { send, witness };
  }

  it('are waited for by the witness that expects them', async () => {
    const { send, witness } = await aCheck();
    const collecting = witness.collect('c', 6, 30_000);
    await send();
    expect(arrivedAt(await collecting)).toEqual([2, 2, 2]);
  });

  it('are not waited for any longer when patience ends', async () => {
    const { send, witness } = await aCheck();
    await send();
    expect(arrivedAt(await witness.collect('c', 7, 200))).toEqual([2, 2, 2]);
  });
});

describe('two checks at the same time', () => {
  it('do not see each other', async () => {
    const [a, b] = network.hosts;
    const [agentA, agentB] = await Promise.all([a.agent(), b.agent()]);
    const checks = ['one', 'two'].map((checkId) => ({ checkId, nonce: aNonce() }));
    for (const check of checks) {
      await agentA.open(orderFor(a, check));
      await agentB.open(orderFor(b, check));
    }
    const { address } = b;
    const target = { peer: b.index, address, dataAddress: address, ports: swarmPorts, sizes: [] };
    for (const [place, check] of checks.entries()) {
      const sent = await agentA.send({ ...check, packets: place + 2, targets: [target] });
      const told = { opened: { holders: [] }, sent, collected: undefined };
      for (const port of [2377, 7946]) {
        const peer = { kind: 'agent', index: b.index };
        expect(handshakeOf(told, port, b)).toHaveProperty('peer', peer);
      }
    }
    for (const [place, { checkId }] of checks.entries()) {
      const { tallies, syns } = await agentB.collect(checkId);
      const passed = tallies.filter(({ point }) => point === 'passed');
      expect(passed.map(({ packets }) => packets)).toEqual([place + 2, place + 2, place + 2]);
      expect(syns.some(({ point, port }) => point === 'passed' && port === 7946)).toBe(true);
    }
    expect(await b.ruleset()).toBe('');
  });
});

describe('an end that nobody asked for', () => {
  it('a killed agent leaves nothing in the packet filter', async () => {
    const [a] = network.hosts;
    const agent = await a.agent();
    const trace = [{ peer: 2, address: '10.88.0.2' }];
    await agent.open({ ...orderFor(a, { checkId: 'c', nonce: aNonce() }), trace });
    expect(await a.ruleset()).toContain('table inet muster_');
    const children = childrenOf(agent.pid);
    expect(children.length).toBeGreaterThan(1);
    await agent.kill();
    await expect.poll(() => a.ruleset(), patience).toBe('');
    await expect.poll(() => children.filter(isRunning), patience).toEqual([]);
  });

  it('a witness that is not collected closes when its time is over', async () => {
    const [a] = network.hosts;
    const agent = await a.agent();
    const order = { ...orderFor(a, { checkId: 'c', nonce: aNonce() }), lifetimeMs: 50 };
    await agent.open(order);
    await expect.poll(() => a.ruleset(), patience).toBe('');
    await expect(agent.collect('c')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('asked twice', () => {
  it('opens once, tells the same, and opens anew when the order is another', async () => {
    const [a] = network.hosts;
    const agent = await a.agent();
    const order = orderFor(a, { checkId: 'c', nonce: aNonce() });
    const [first, second] = await Promise.all([agent.open(order), agent.open(order)]);
    expect(second).toEqual(first);
    expect((await a.ruleset()).match(/^table/gm)).toHaveLength(1);
    const [told, again] = await Promise.all([agent.collect('c'), agent.collect('c')]);
    expect(again).toEqual(told);
    await agent.open({ ...order, trace: [{ peer: 2, address: '10.88.0.2' }] });
    expect((await a.ruleset()).match(/^table/gm)).toHaveLength(1);
    await agent.collect('c');
  });
});

/** One that has ended, and whose parent has not asked yet how, is a zombie: state Z (proc_pid_stat(5)). */
function isRunning(pid: string): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'));
}

function childrenOf(pid: number): readonly string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children.filter((it) => it !== '');
}
