import { type Finding, isBlocker } from '@muster/kernel';
import { planFor } from '@muster/plan';
import { aFleet, anInventory, FakePorts } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckStand } from '../testing/check-stand.js';
import { freshCheckMs, PortGate } from './port-gate.js';

let stand: CheckStand<FakePorts>;
let gate: PortGate;

beforeEach(async () => {
  stand = await CheckStand.start({
    spec: aFleet('lab').manager('a').worker('b').worker('c'),
    ports: new FakePorts(),
    inventory: anInventory().none('a').none('b').none('c'),
  });
  gate = new PortGate(stand.checks, stand.keeper());
});
afterEach(() => stand.stop());

const { signal } = new AbortController();

function pass(accept: readonly string[] = [], maxAgeMs = 0) {
  const goal = { kind: 'up', spec: stand.spec } as const;
  const plan = planFor(goal, stand.inventory, accept);
  return gate.pass(plan, goal, { cause: 'plan', accept, maxAgeMs, signal });
}
const blockVxlan = () =>
  stand.ports.block({ destination: 'b', protocol: 'udp', port: 4789, at: 'destination-firewall' });
const rounds = () => stand.hub.kinds('a').filter((kind) => kind === 'openWitness').length;

describe('a plan that makes or enlarges a swarm', () => {
  it('keeps its steps where the ports are open, and says that they were proven', async () => {
    const plan = await pass();
    expect(plan.steps[0]?.kind).toBe('swarm.init');
    expect(plan.findings).toMatchObject([{ id: 'ports-proven', severity: 'note' }]);
    // 7946/tcp, 7946/udp and 4789/udp between 6 ordered pairs, 2377 towards the manager from two.
    expect(plan.findings[0]?.message).toContain('all 20 edges between 3 hosts pass');
    expect(rounds()).toBe(1);
  });

  it('is blocked, and has no steps, where they are not', async () => {
    blockVxlan();
    const plan = await pass();
    expect(plan.steps).toEqual([]);
    expect(plan.findings.filter(isBlocker).flatMap(({ hosts }) => hosts)).toContain('b');
  });

  it('goes on over what was accepted, and says so', async () => {
    blockVxlan();
    const ids = (await pass()).findings.map(({ id }) => id);
    const plan = await pass(ids);
    expect(plan.steps[0]?.kind).toBe('swarm.init');
    expect(plan.findings[0]).toMatchObject({ severity: 'warning', accepted: true });
  });

  it('is not checked again within the minute, where that is enough', async () => {
    await pass();
    await pass([], freshCheckMs);
    expect(rounds()).toBe(1);
    await pass([], 0);
    expect(rounds()).toBe(2);
  });

  it('is checked between the hosts that are connected', async () => {
    stand.hub.disconnect('c');
    stand.inventory = anInventory().none('a').none('b').none('c').disconnected('c');
    const plan = await pass();
    expect(plan.findings.map(({ id }) => id)).toEqual(['host-without-agent']);
    expect(rounds()).toBe(0);
  });

  it('tells blockers of hosts and of ports at once, where a person could accept the first', async () => {
    blockVxlan();
    const goal = { kind: 'up', spec: stand.spec } as const;
    const plan = planFor(goal, stand.inventory);
    const finding: Finding = {
      ...{ id: 'clock-skew', severity: 'blocker', path: '', hosts: ['a'], message: '', remedy: [] },
    };
    const blocked = { ...plan, steps: [], findings: [finding] };
    const options = { cause: 'plan', accept: [], maxAgeMs: 0, signal } as const;
    const told = await gate.pass(blocked, goal, options);
    expect(told.findings.length).toBeGreaterThan(1);
    expect(told.steps).toEqual([]);
  });
});

describe('a plan that does not', () => {
  it('costs nobody a check', async () => {
    stand.inventory = anInventory().member('a').member('b').member('c');
    const plan = await pass();
    expect(plan.findings).toEqual([]);
    const down = { kind: 'down', spec: stand.spec } as const;
    const leaving = planFor(down, stand.inventory);
    await gate.pass(leaving, down, { cause: 'plan', accept: [], maxAgeMs: 0, signal });
    expect(stand.hub.told).toEqual([]);
  });

  it('nor does one host alone', async () => {
    const spec = { ...stand.spec, hosts: stand.spec.hosts.slice(0, 1) };
    const goal = { kind: 'up', spec } as const;
    const plan = planFor(goal, stand.inventory);
    expect(await gate.pass(plan, goal, { cause: 'plan', accept: [], maxAgeMs: 0, signal })).toBe(
      plan,
    );
    expect(stand.hub.told).toEqual([]);
  });
});
