import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { diff, readySteps, summary, title, type Plan } from '../index.js';

const step = (plan: Plan, id: string) => plan.steps.find((it) => it.id === id);
const needsOf = (plan: Plan, id: string) => step(plan, id)?.needs;

describe('a fleet without swarm', () => {
  const fleet = aFleet().manager('a').manager('b').manager('c').worker('d').network('n');
  const plan = diff(fleet, anInventory().none('a').none('b').none('c').none('d'));

  it('gets one on its first manager, which everybody else joins', () => {
    expect(summary(plan)).toEqual([
      'swarm.init a',
      'swarm.join b',
      'swarm.join c',
      'swarm.join d',
      'network.create n',
    ]);
  });

  it('lets managers join one after the other, workers and networks at once', () => {
    expect(needsOf(plan, 'swarm.join b')).toEqual(['swarm.init a']);
    expect(needsOf(plan, 'swarm.join c')).toEqual(['swarm.init a', 'swarm.join b']);
    expect(needsOf(plan, 'swarm.join d')).toEqual(['swarm.init a']);
    expect(needsOf(plan, 'network.create n')).toEqual(['swarm.init a']);
  });

  it('has every host settle after it came in', () => {
    expect(needsOf(plan, 'node.settle a')).toEqual(['swarm.init a']);
    expect(needsOf(plan, 'node.settle d')).toEqual(['swarm.join d']);
  });

  it('starts with what needs nothing, and goes on with what needed that', () => {
    expect(readySteps(plan).map(title)).toEqual(['swarm.init a']);
    const second = readySteps(plan, new Set(['swarm.init a'])).map(({ id }) => id);
    expect(second).toEqual(['swarm.join b', 'swarm.join d', 'node.settle a', 'network.create n']);
  });

  it('makes it as the spec says', () => {
    const spec = aFleet()
      .swarmOf({ dataPathPort: 4790, addressPools: ['10.200.0.0/14'] })
      .manager('a', { advertiseAddress: '192.0.2.1' });
    expect(step(diff(spec, anInventory().none('a')), 'swarm.init a')).toMatchObject({
      args: {
        host: 'a',
        advertiseAddress: '192.0.2.1',
        dataPathPort: 4790,
        addressPools: ['10.200.0.0/14'],
        subnetSize: 24,
        autolock: false,
      },
    });
  });

  it('is founded by a manager that is free', () => {
    const hosts = anInventory().joining('a').none('b').none('c').none('d');
    expect(summary(diff(fleet, hosts)).slice(0, 2)).toEqual(['swarm.init b', 'swarm.join a']);
  });

  it('is founded by a half-joined manager, once that has left, when none is free', () => {
    const plan = diff(aFleet().manager('a'), anInventory().joining('a'));
    expect(summary(plan)).toEqual(['swarm.leave a', 'swarm.init a']);
    expect(needsOf(plan, 'swarm.init a')).toEqual(['swarm.leave a']);
  });

  it('makes none when the spec asks for none', () => {
    const spec = aFleet().withoutSwarm().manager('a').worker('b');
    expect(diff(spec, anInventory().none('a').none('b'))).toMatchObject({
      steps: [],
      findings: [],
    });
  });
});

describe('a fleet with a swarm', () => {
  it('joins a host that is in no swarm', () => {
    const plan = diff(aFleet().manager('a').worker('b'), anInventory().member('a').none('b'));
    expect(summary(plan)).toEqual(['swarm.join b']);
  });

  it('needs nothing when all is as the spec says', () => {
    const spec = aFleet()
      .manager('a')
      .worker('b', { labels: { zone: 'a' } })
      .network('n');
    const hosts = anInventory()
      .member('a')
      .member('b', { labels: { zone: 'a' } })
      .network('n');
    expect(diff(spec, hosts)).toMatchObject({ steps: [], findings: [] });
  });

  it('waits for a member that is ready, but does not work', () => {
    const hosts = anInventory().member('a').member('b', { works: false });
    const plan = diff(aFleet().manager('a').worker('b'), hosts);
    expect(plan.steps.map(({ id }) => id)).toEqual(['node.settle b']);
    expect(plan.steps[0]?.reason).toContain('the host has no network ingress');
  });

  it('does not wait for what nobody can tell', () => {
    const hosts = anInventory().member('a').node('elsewhere');
    expect(diff(aFleet().manager('a'), hosts).steps).toEqual([]);
  });

  it('has a broken worker leave and join again, and forgets what it was', () => {
    const hosts = anInventory().member('a').broken('b').node('b', { state: 'down' });
    const plan = diff(aFleet().manager('a').worker('b'), hosts);
    expect(summary(plan)).toEqual(['swarm.leave b', 'swarm.join b', 'node.remove ours-b-2']);
    expect(needsOf(plan, 'swarm.join b')).toEqual(['swarm.leave b']);
    expect(needsOf(plan, 'node.remove ours-b-2')).toEqual(['swarm.leave b']);
  });

  it('has a broken manager out of Raft before it joins again', () => {
    const hosts = anInventory()
      .member('a')
      .member('b', { role: 'manager' })
      .broken('c')
      .node('c', { role: 'manager', state: 'down', reachable: false });
    const plan = diff(aFleet().manager('a').manager('b').manager('c'), hosts);
    expect(summary(plan)).toEqual(['swarm.leave c', 'node.remove ours-c-3', 'swarm.join c']);
    expect(needsOf(plan, 'swarm.join c')).toContain('node.remove ours-c-3');
  });

  it('has a worker that the managers forgot leave and join again', () => {
    const hosts = anInventory().member('a').member('b', { forgotten: true });
    const plan = diff(aFleet().manager('a').worker('b'), hosts);
    expect(summary(plan)).toEqual(['swarm.leave b', 'swarm.join b']);
  });

  it('joins a half-joined host again', () => {
    const hosts = anInventory().member('a').joining('b');
    expect(summary(diff(aFleet().manager('a').worker('b'), hosts))).toEqual(['swarm.join b']);
  });

  it('removes only phantoms of its own hosts', () => {
    const hosts = anInventory()
      .member('a')
      .member('b')
      .node('b', { state: 'down' })
      .node('elsewhere', { state: 'down' });
    const plan = diff(aFleet().manager('a').worker('b'), hosts);
    expect(summary(plan)).toEqual(['node.remove ours-b-3']);
  });

  it('keeps all phantoms of a name that two hosts have', () => {
    const hosts = anInventory()
      .member('a')
      .member('b')
      .none('c')
      .facts('c', { hostname: 'b' })
      .node('b', { state: 'down' });
    const plan = diff(aFleet().manager('a').worker('b').worker('c'), hosts);
    expect(summary(plan)).toEqual(['swarm.join c']);
  });
});

describe('roles', () => {
  const three = anInventory()
    .member('a')
    .member('b', { role: 'manager' })
    .member('c', { role: 'manager' });

  it('change one at a time, promotions first and the leader last', () => {
    const hosts = three.member('d').member('e');
    const plan = diff(
      aFleet().worker('a').manager('b').worker('c').manager('d').manager('e'),
      hosts,
    );
    expect(summary(plan)).toEqual([
      'node.promote d',
      'node.promote e',
      'node.demote c',
      'node.demote a',
    ]);
    expect(plan.steps.slice(1).map(({ needs }) => needs)).toEqual([
      ['node.promote d'],
      ['node.promote e'],
      ['node.demote c'],
    ]);
  });

  it('are swapped between the only manager and a worker', () => {
    const plan = diff(aFleet().worker('a').manager('b'), anInventory().member('a').member('b'));
    expect(summary(plan)).toEqual(['node.promote b', 'node.demote a']);
  });

  it('wait until managers that do not answer yet have settled', () => {
    const hosts = anInventory()
      .member('a')
      .member('b', { role: 'manager' })
      .member('c', { role: 'manager', reachable: false })
      .member('d', { role: 'manager' });
    const plan = diff(aFleet().manager('a').manager('b').manager('c').worker('d'), hosts);
    expect(needsOf(plan, 'node.demote d')).toEqual(['node.settle c']);
  });

  it('are not given to a node before it works', () => {
    const hosts = anInventory().member('a').member('b', { works: false });
    const plan = diff(aFleet().worker('a').manager('b'), hosts);
    expect(needsOf(plan, 'node.promote b')).toEqual(['node.settle b']);
  });

  it('are not changed where that would break the quorum', () => {
    const hosts = three.node('lost', { role: 'manager', state: 'down', reachable: false });
    const plan = diff(aFleet().manager('a').worker('b').worker('c'), hosts);
    expect(plan.findings.map(({ id }) => id)).toContain('quorum-at-risk');
    expect(plan.steps).toEqual([]);
  });
});

describe('labels and availability', () => {
  it('of a node become those of the spec', () => {
    const spec = aFleet()
      .manager('a')
      .worker('b', { labels: { zone: 'b' }, availability: 'drain' });
    const hosts = anInventory()
      .member('a')
      .member('b', { labels: { zone: 'a', rack: '1' } });
    expect(diff(spec, hosts).steps).toMatchObject([
      { kind: 'node.update', args: { labels: { zone: 'b' }, availability: 'drain' }, needs: [] },
    ]);
  });

  it('are left alone where the spec gives no labels', () => {
    const hosts = anInventory().member('a', { labels: { zone: 'a' } });
    expect(diff(aFleet().manager('a'), hosts).steps).toEqual([]);
  });

  it('are set on a host once it has joined, if there is anything to set', () => {
    const spec = aFleet().manager('a').worker('b', { availability: 'pause' }).worker('c');
    const plan = diff(spec, anInventory().member('a').none('b').none('c'));
    expect(plan.steps.filter(({ kind }) => kind === 'node.update')).toMatchObject([
      { args: { host: 'b', availability: 'pause' }, needs: ['swarm.join b'] },
    ]);
  });
});
