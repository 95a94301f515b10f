import type { FactsDelta, NetworkFact } from '@muster/inventory';
import { aNetworkFact } from '@muster/testkit';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ModelAgent } from './testing/model-agent.js';

const never = new AbortController().signal;

let agent: ModelAgent;
beforeEach(() => {
  agent = new ModelAgent();
});

describe('changes that an agent tells', () => {
  it('are asked for everything first, once, when the agent connects', () => {
    expect(agent.asked).toBe(1);
    agent.tell(agent.delta());
    expect(agent.asked).toBe(1);
    expect(agent.seen).toBeUndefined();
    agent.answer();
    expect(agent.seen).toEqual(agent.fresh);
  });

  it('are in the inventory at once, and told to whoever wants to know', () => {
    agent.answer();
    agent.changes.splice(0);
    agent.networks = [aNetworkFact('backend')];
    agent.tell(agent.delta());
    expect(agent.seen).toEqual(agent.fresh);
    const [change] = agent.changes;
    expect(agent.changes).toHaveLength(1);
    expect(change).toMatchObject({ host: 'a', sections: ['networks'] });
    expect(change?.revision).toBe(agent.keeper.inventory.revision);
    expect(change?.before?.facts?.docker).toMatchObject({ networks: [] });
    expect(change?.after).toBe(agent.keeper.inventory.hosts['a']);
    expect(change?.after.changedAt).toMatch(/^\d{4}-/);
  });

  it('of which one was lost are not taken, and everything is asked for once', () => {
    agent.answer();
    agent.networks = [aNetworkFact('lost')];
    agent.delta();
    agent.networks = [...agent.networks, aNetworkFact('next')];
    agent.tell(agent.delta());
    agent.tell(agent.delta());
    expect(agent.seen?.docker).toMatchObject({ networks: [] });
    expect(agent.asked).toBe(1);
    agent.answer();
    expect(agent.seen).toEqual(agent.fresh);
  });

  it('that come twice count once', () => {
    agent.answer();
    const delta = agent.delta();
    agent.tell(delta);
    agent.changes.splice(0);
    agent.tell(delta);
    expect([agent.changes, agent.asked]).toEqual([[], 0]);
  });

  it('that overtake the look they are based on wait for it', async () => {
    agent.answer();
    const looking = agent.keeper.observe(['a'], 0, never);
    agent.networks = [aNetworkFact('right-after')];
    agent.tell(agent.delta());
    await looking;
    await Promise.resolve();
    expect(agent.seen).toEqual(agent.fresh);
    expect(agent.asked).toBe(0);
  });

  it('do not make a look younger: who asks after an act gets a new one', async () => {
    await agent.keeper.observe(['a'], 0, never);
    agent.hub.events.emit('acted', 'a', 'ensureJoined');
    agent.tell(agent.delta());
    await agent.keeper.observe(['a'], 3_600_000, never);
    expect(agent.hub.dispatch).toHaveBeenCalledTimes(2);
  });

  it('are enough for who asks for what is live, also after an act that they tell of', async () => {
    agent.answer();
    agent.hub.events.emit('acted', 'a', 'ensureNetworkPresent');
    await agent.keeper.observe(['a'], 'live', never);
    expect(agent.hub.dispatch).not.toHaveBeenCalled();
    agent.hub.events.emit('acted', 'a', 'ensureLeft');
    await agent.keeper.observe(['a'], 'live', never);
    expect(agent.hub.dispatch).toHaveBeenCalledTimes(1);
  });

  it('are not enough once one was lost, or where the agent does not follow its Engine', async () => {
    agent.answer();
    agent.delta();
    agent.tell(agent.delta());
    await agent.keeper.observe(['a'], 'live', never);
    expect(agent.hub.dispatch).toHaveBeenCalledTimes(1);
    agent.follows = false;
    agent.tell(agent.delta());
    await agent.keeper.observe(['a'], 'live', never);
    expect(agent.hub.dispatch).toHaveBeenCalledTimes(2);
  });

  it('end with the session: the host is stale, and what was seen stays', () => {
    agent.answer();
    agent.disconnect();
    const { hosts } = agent.keeper.inventory;
    expect(hosts['a']).toMatchObject({ connected: false, facts: agent.fresh });
    expect(hosts['a']?.lostAt).toMatch(/^\d{4}-/);
    expect(agent.changes.at(-1)?.sections).toEqual(['connection']);
    agent.connect();
    expect(agent.keeper.inventory.hosts['a']).not.toHaveProperty('lostAt');
  });

  it('leave what did not change the same objects, also when everything is told', () => {
    agent.networks = [aNetworkFact('a'), aNetworkFact('b')];
    agent.answer();
    const before = agent.seen;
    agent.restart();
    agent.changes.splice(0);
    agent.networks = [aNetworkFact('a'), aNetworkFact('b', { internal: true })];
    agent.answer();
    expect(agent.changes[0]?.sections).toEqual(['networks']);
    if (before?.docker.kind !== 'known' || agent.seen?.docker.kind !== 'known') throw new Error();
    expect(agent.seen.docker.networks[0]).toBe(before.docker.networks[0]);
    expect(agent.seen.docker.networks[1]).toMatchObject({ internal: true });
  });
});

type Fate = 'arrives' | 'lost' | 'twice' | 'late';
type Act = (agent: ModelAgent, late: FactsDelta[]) => unknown;
const network = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean())
  .map(([name, internal]) => aNetworkFact(name, { internal }));
const fate = fc.constantFrom<Fate>('arrives', 'arrives', 'arrives', 'lost', 'twice', 'late');
const change =
  (networks: readonly NetworkFact[], becomes: Fate): Act =>
  (it, late) => {
    it.networks = networks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const delta = it.delta();
    if (becomes === 'late') late.push(delta);
    if (becomes === 'arrives' || becomes === 'twice') it.tell(delta);
    if (becomes === 'twice') it.tell(delta);
  };
const networks = fc.uniqueArray(network, { selector: ({ id }) => id });
const changes = fc.tuple(networks, fate).map(([them, becomes]) => change(them, becomes));
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: changes },
  fc.constant<Act>((it, late) => late.splice(0).forEach((delta) => it.tell(delta))),
  fc.constant<Act>((it) => it.answer()),
  // What was on its way is lost with the session.
  fc.constant<Act>((it, late) => {
    late.splice(0);
    it.restart();
  }),
  fc.constant<Act>((it, late) => {
    late.splice(0);
    it.disconnect();
    it.connect();
  }),
  fc.constant<Act>((it) => it.keeper.observe(['a'], 0, never)),
);

describe('the inventory of a host', () => {
  it('is what its agent sees, once it told everything that it was asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { maxLength: 20 }), async (sequence) => {
        const it = new ModelAgent();
        const late: FactsDelta[] = [];
        for (const act of sequence) await act(it, late);
        // A lost change shows with the next one.
        it.tell(it.delta());
        while (it.asked > 0) it.answer();
        expect(it.seen?.docker).toEqual(it.fresh.docker);
        it.networks = [];
        it.tell(it.delta());
        expect(it.seen).toEqual(it.fresh);
        expect(it.asked).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
