import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { planFor, title, type Plan } from '../index.js';
import type { FleetSpec } from '@muster/spec';
import type { Inventory } from '@muster/inventory';

const down = (spec: FleetSpec, inventory: Inventory): Plan =>
  planFor({ kind: 'down', spec }, inventory);
const titles = (plan: Plan) => plan.steps.map(title);
const ids = (plan: Plan) => plan.findings.map(({ id }) => id);

const three = anInventory()
  .member('a')
  .member('b', { role: 'manager' })
  .member('c', { role: 'manager' })
  .member('d')
  .member('e');
const fleet = aFleet().manager('a').manager('b').manager('c').worker('d').worker('e');

describe('taking a fleet out of its swarm', () => {
  it('has workers leave, then managers one by one, the leader last', () => {
    const plan = down(fleet, three);
    expect(titles(plan)).toEqual([
      'swarm.leave d',
      'swarm.leave e',
      'node.demote b',
      'node.demote c',
      'swarm.leave b',
      'swarm.leave c',
      'swarm.leave a by force',
    ]);
    expect(plan.steps[2]?.needs).toEqual(['swarm.leave d', 'swarm.leave e']);
    expect(plan.steps[3]?.needs).toContain('node.demote b');
    expect(plan.steps.at(-1)?.needs).toHaveLength(6);
  });

  it('does nothing where no host is in a swarm', () => {
    expect(
      down(aFleet().manager('a').worker('b'), anInventory().none('a').none('b')),
    ).toMatchObject({ steps: [], findings: [] });
  });

  it('demotes managers that do not answer first', () => {
    const hosts = anInventory()
      .member('a')
      .member('b', { role: 'manager' })
      .member('c', { role: 'manager', reachable: false });
    const plan = down(aFleet().manager('a').manager('b').manager('c'), hosts);
    expect(titles(plan).slice(0, 2)).toEqual(['node.demote c', 'node.demote b']);
  });

  it('keeps a manager that the spec names until the end, and makes one where there is none', () => {
    const plan = down(aFleet().worker('a').manager('b'), anInventory().member('a').member('b'));
    expect(titles(plan)).toEqual([
      'node.promote b',
      'node.demote a',
      'swarm.leave a',
      'swarm.leave b by force',
    ]);
  });

  it('asks a person where two swarms have managers that the spec names', () => {
    const spec = aFleet().manager('a').worker('b').manager('c').manager('d');
    const hosts = anInventory().member('a').member('b').member('c', { swarm: 'theirs' }).none('d');
    const plan = down(spec, hosts);
    expect(plan.findings).toMatchObject([
      { id: 'host-in-foreign-swarm', severity: 'blocker', hosts: ['c'] },
    ]);
  });

  it('takes half-joined and broken hosts out by force', () => {
    const hosts = anInventory().member('a').joining('b').broken('c');
    const plan = down(aFleet().manager('a').worker('b').worker('c'), hosts);
    expect(titles(plan).slice(0, 2)).toEqual(['swarm.leave b by force', 'swarm.leave c by force']);
    expect(ids(plan)).toEqual(['host-broken', 'host-half-joined']);
  });

  it('leaves hosts in other swarms alone, and says so', () => {
    const hosts = anInventory().member('a').member('b', { swarm: 'theirs' });
    const plan = down(aFleet().manager('a').worker('b'), hosts);
    expect(titles(plan)).toEqual(['swarm.leave a by force']);
    expect(plan.findings).toMatchObject([{ id: 'host-in-foreign-swarm', severity: 'warning' }]);
  });

  it('is refused where a host cannot be commanded', () => {
    const plan = down(fleet, three.disconnected('d'));
    expect(ids(plan)).toContain('host-without-agent');
    expect(plan.steps).toEqual([]);
  });

  it('is refused where others would be left without managers', () => {
    const plan = down(aFleet().manager('a').worker('b'), anInventory().member('a').node('x'));
    expect(ids(plan)).toContain('nodes-left-behind');
  });
});

describe('where managers remain that the spec does not name', () => {
  const shared = anInventory().member('a').node('x', { role: 'manager' });

  it('they keep their quorum, and forget who left', () => {
    const hosts = shared
      .node('y', { role: 'manager' })
      .member('b')
      .none('c')
      .node('c', { state: 'down' });
    const plan = down(aFleet().manager('a').worker('b').worker('c'), hosts);
    expect(titles(plan)).toEqual([
      'swarm.leave b',
      'node.remove ours-c-5 (c)',
      'swarm.leave a by force',
    ]);
  });

  it('nothing is done that would break it', () => {
    const plan = down(aFleet().manager('a'), shared);
    expect(ids(plan)).toEqual(['quorum-at-risk']);
    expect(plan.steps).toEqual([]);
  });
});
