import { aFleet, anInventory, cutOff, observe, perform, type World } from '@muster/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { works, type Availability, type NodeRole } from '@muster/inventory';
import type { FleetSpec } from '@muster/spec';
import { isBlocker } from '@muster/kernel';
import { planFor, readySteps, type Goal, type Plan, type Step } from './index.js';

// The executor's loop on simulated hosts: look, plan, run what is ready in some order and with some failures, look again.
// The simulator throws when a step is refused by an Engine, or takes the quorum from a swarm.

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

type Start = { readonly spec: FleetSpec; readonly world: World };

const roles = fc.constantFrom<NodeRole>('manager', 'worker');
const availability = fc.constantFrom<Availability>('active', 'drain');
const labels = fc.constantFrom<Record<string, string>>({}, { zone: 'a' }, { zone: 'b' });

/** How a host stands before. In a fleet without swarm the first five mean: none, none, none, joining, none. */
const situation = fc.record({
  kind: fc.constantFrom('member', 'member', 'none', 'joining', 'broken', 'forgotten', 'rejoined'),
  role: roles,
  works: fc.boolean(),
  reachable: fc.boolean(),
  availability,
  labels,
});
type Before = typeof situation extends fc.Arbitrary<infer T> ? T : never;

const hostSpec = fc.record({ role: roles, availability, labels });

const start: fc.Arbitrary<Start> = fc
  .record({
    hosts: fc.array(fc.tuple(hostSpec, situation), { minLength: 1, maxLength: 7 }),
    hasSwarm: fc.boolean(),
    hasNetwork: fc.boolean(),
  })
  .map(({ hosts, hasSwarm, hasNetwork }) => {
    const spec = specOf(hosts.map(([host]) => host));
    const before = hosts.map(([, host]) => host);
    return { spec, world: worldOf(hasSwarm ? before : before.map(outside), hasNetwork) };
  });

type Wanted = Pick<Before, 'role' | 'availability' | 'labels'>;

function specOf(hosts: readonly Wanted[]): FleetSpec {
  const managers = hosts.filter(({ role }) => role === 'manager').length;
  // An odd number: the first host makes it so.
  const [first, ...rest] = hosts;
  const flipped: NodeRole = first?.role === 'manager' ? 'worker' : 'manager';
  const odd = managers % 2 === 1 || !first ? hosts : [{ ...first, role: flipped }, ...rest];
  return odd.reduce(
    (fleet, { role, ...more }, index) => fleet[role](names[index] ?? '', more),
    aFleet().network('n'),
  );
}

const outside = (host: Before): Before => ({
  ...host,
  kind: host.kind === 'joining' ? 'joining' : 'none',
});

/** The first host keeps the swarm, so that there is one; unreachable managers come only beside enough reachable ones. */
function worldOf(hosts: readonly Before[], hasNetwork: boolean): World {
  const hasSwarm = hosts.some(({ kind }) => kind !== 'none' && kind !== 'joining');
  const [first, ...rest] = hosts;
  if (first === undefined || !hasSwarm) {
    return hosts
      .reduce(
        (inventory, { kind }, index) =>
          inventory[kind === 'joining' ? 'joining' : 'none'](names[index] ?? ''),
        anInventory(),
      )
      .world();
  }
  const firstIn = anInventory().member('a', { ...nodeOf(first), role: 'manager' });
  const withNetwork = hasNetwork ? firstIn.network('n') : firstIn;
  const all = rest.reduce(
    (it, host, index) => place(it, names[index + 1] ?? '', host),
    withNetwork,
  );
  return all.world();
}

const nodeOf = ({ works, availability, labels }: Before) => ({ works, availability, labels });

function place(inventory: ReturnType<typeof anInventory>, name: string, host: Before) {
  const member = { ...nodeOf(host), role: host.role };
  const gone = { state: 'down', role: host.role, reachable: false } as const;
  switch (host.kind) {
    case 'none':
    case 'joining':
      return inventory[host.kind](name);
    case 'broken':
      return keepsQuorum(inventory.broken(name).node(name, gone), inventory.broken(name));
    case 'forgotten':
      return inventory.member(name, { ...member, role: 'worker', forgotten: true });
    case 'rejoined':
      return keepsQuorum(inventory.node(name, gone), inventory).member(name, member);
    default:
      return keepsQuorum(
        inventory.member(name, { ...member, reachable: host.reachable, works: false }),
        inventory.member(name, member),
      );
  }
}

/** The first, unless it would leave the swarm without leader or with none to spare; then the second. */
function keepsQuorum(
  wanted: ReturnType<typeof anInventory>,
  safe: ReturnType<typeof anInventory>,
): ReturnType<typeof anInventory> {
  const nodes = wanted.world().swarms['ours']?.nodes ?? [];
  const managers = nodes.filter(({ manager }) => manager !== undefined);
  const reachable = managers.filter(({ manager }) => manager?.reachable).length;
  return reachable * 2 > managers.length ? wanted : safe;
}

function assertSound(plan: Plan): void {
  const ids = plan.steps.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { needs } of plan.steps) expect(ids).toEqual(expect.arrayContaining([...needs]));
  const done = new Set<string>();
  for (let wave = readySteps(plan, done); wave.length > 0; wave = readySteps(plan, done)) {
    for (const { id } of wave) done.add(id);
  }
  // Whatever is never ready is in a cycle.
  expect(done.size).toBe(ids.length);
}

/** Decides the order of a wave and which steps fail; from numbers, so that fast-check can make it smaller. */
type Luck = { readonly order: readonly number[]; readonly failures: readonly number[] };
const luck: fc.Arbitrary<Luck> = fc.record({
  order: fc.array(fc.nat(100), { maxLength: 40 }),
  failures: fc.array(fc.nat(3), { maxLength: 40 }),
});

function run(goal: Goal, world: World, { order, failures }: Luck): Plan {
  let drawn = 0;
  let tried = 0;
  const shuffled = (steps: readonly Step[]): readonly Step[] =>
    steps
      .map((step) => ({ step, rank: order[drawn++] ?? 0 }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ step }) => step);
  for (let round = 1; round <= 60; round += 1) {
    const plan = planFor(goal, observe(world, round));
    assertSound(plan);
    if (plan.steps.length === 0) return plan;
    for (const step of shuffled(readySteps(plan))) {
      const failure = failures[tried++] ?? 3;
      if (failure === 0) continue;
      if (failure === 1) cutOff(world, step);
      else perform(world, step);
    }
  }
  throw new Error('it never ends');
}

describe('planning and doing, again and again', () => {
  it('makes any fleet what its spec says, and never breaks a quorum', () => {
    fc.assert(
      fc.property(start, luck, ({ spec, world }, fate) => {
        const goal: Goal = { kind: 'up', spec };
        // Blocked: the spec wants no host as manager that is in the swarm. That is a person's decision.
        if (foreigners(planFor(goal, observe(world))).length > 0) return;
        expect(run(goal, world, fate).findings.filter(isBlocker)).toEqual([]);
        expectAsSpecified(spec, world);
      }),
      { numRuns: 400 },
    );
  });

  it('takes any fleet out of its swarm, and never breaks a quorum', () => {
    fc.assert(
      fc.property(start, luck, ({ spec, world }, fate) => {
        const goal: Goal = { kind: 'down', spec };
        const first = planFor(goal, observe(world));
        if (first.findings.some(isBlocker)) return;
        const last = run(goal, world, fate);
        expect(foreigners(last)).toEqual(foreigners(first));
        const inSwarm = Object.values(world.hosts).filter(
          ({ standing }) => standing.kind !== 'none',
        );
        expect(inSwarm.map(({ name }) => name)).toEqual(foreigners(first));
      }),
      { numRuns: 400 },
    );
  });
});

/** Hosts that are in a swarm which is not the fleet's. */
const foreigners = ({ findings }: Plan): readonly string[] =>
  findings.filter(({ id }) => id === 'host-in-foreign-swarm').flatMap(({ hosts }) => hosts);

function expectAsSpecified(spec: FleetSpec, world: World): void {
  const inventory = observe(world);
  const [swarm, ...others] = Object.values(world.swarms);
  expect(others).toEqual([]);
  for (const host of spec.hosts) {
    const { standing } = world.hosts[host.name]!;
    const nodeId = standing.kind === 'member' ? standing.nodeId : '';
    const node = swarm?.nodes.find((it) => it.nodeId === nodeId);
    expect(node).toMatchObject({ role: host.role, availability: host.availability });
    if (Object.keys(host.labels).length > 0) expect(node?.labels).toEqual(host.labels);
    expect(works(inventory, host.name)).toBe(true);
  }
  expect(swarm?.nodes).toHaveLength(spec.hosts.length);
  expect(swarm?.networks.map(({ name }) => name)).toEqual(['n']);
}
