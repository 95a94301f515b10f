import type { NetworkFact } from '@muster/inventory';
import type { NetworkSpec } from '@muster/spec';
import { aFleet, anInventory, aNetwork, aNetworkFact, subnetsOf } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { planFor, title, type Evidence, type Goal, type Plan } from '../index.js';

const spec = aFleet().manager('a').worker('b');
const swarm = anInventory().member('a').member('b');
const goal = (network: NetworkSpec): Goal => ({ kind: 'network.create', spec, network });
const seen = ({ steps, findings }: Plan) => [
  ...steps.map(title),
  ...findings.map(({ id, severity }) => `${severity} ${id}`),
];

const task = 'web.1.t';
const user = (name: string): NetworkFact['attachments'][number] => ({
  ...{ containerId: name.padEnd(64, 'x'), name, image: '' },
  ...{ ipv4Address: '', ipv6Address: '', macAddress: '' },
  ...(name === task && { task: { taskId: 't', serviceId: 's', service: 'web' } }),
});
const has = (...names: readonly string[]) =>
  aNetworkFact('n', {
    subnets: [{ subnet: '10.5.0.0/24', gateway: '10.5.0.1' }],
    attachments: names.map(user),
  });
const there = (...names: readonly string[]) =>
  swarm.network('n', has()).localNetwork('b', 'n', has(...names));

describe('a network that is there otherwise', () => {
  const wanted = aNetwork('n', { internal: true });
  const replace = ['network-differs'];

  it('is refused with who is on it', () => {
    const plan = planFor(goal(wanted), there('redis', task));
    expect(seen(plan)).toEqual(['blocker network-differs']);
    expect(plan.findings[0]?.message).toBe(
      'network n exists otherwise: internal is false, not true; on it: service web, redis on b',
    );
  });

  it('is made anew when somebody agrees, with the addresses that it had', () => {
    const plan = planFor(goal(wanted), there(), replace);
    expect(seen(plan)).toEqual([
      'network.replace n (for services, internal, 10.5.0.0/24)',
      'warning network-differs',
    ]);
    expect(plan.steps[0]).toMatchObject({ args: { old: { id: 'id-of-n', name: 'n' } } });
    expect(plan.steps[0]?.reason).toBe(
      'internal is false, not true; 10.5.0.0/24 is what it has now',
    );
  });

  it('keeps standalone containers unless somebody says so, and services always', () => {
    expect(seen(planFor(goal(wanted), there('redis'), replace))).toContain(
      'blocker network-has-containers',
    );
    const forced = [...replace, 'network-has-containers'];
    expect(planFor(goal(wanted), there('redis'), forced).steps).toMatchObject([
      { id: 'network.disconnect n b', args: { host: 'b', containers: [{ name: 'redis' }] } },
      { id: 'network.replace n', needs: ['network.disconnect n b'] },
    ]);
    const used = planFor(goal(wanted), there(task), [...forced, 'network-in-use']);
    expect(used.steps).toEqual([]);
    expect(seen(used)).toContain('blocker network-in-use');
  });

  it('of a spec is made anew by `up` when it is accepted', () => {
    const up: Goal = { kind: 'up', spec: spec.network('n', { internal: true }) };
    expect(seen(planFor(up, there()))).toEqual(['blocker network-differs']);
    expect(planFor(up, there(), replace).steps.map(({ id }) => id)).toEqual(['network.replace n']);
  });

  it('by its labels alone is left, or made anew', () => {
    const labelled = aNetwork('n', { labels: { team: 'x' } });
    expect(seen(planFor(goal(labelled), there()))).toEqual(['warning network-labels-differ']);
    const plan = planFor(goal(labelled), there(), ['network-labels-differ']);
    expect(plan.steps.map(({ id }) => id)).toEqual(['network.replace n']);
  });
});

describe('the routing mesh', () => {
  const mesh = aNetwork('mesh', { ingress: true, subnets: subnetsOf('10.50.0.0/16') });
  const hosts = swarm.network('ingress', { ingress: true });

  it('is another one under whatever name, and goes first', () => {
    expect(seen(planFor(goal(mesh), hosts))).toEqual(['blocker network-differs']);
    const plan = planFor(goal(mesh), hosts, ['network-differs']);
    expect(seen(plan)).toEqual([
      'network.replace mesh (routing mesh, 10.50.0.0/16)',
      'warning network-differs',
      'warning ingress-replaced',
    ]);
    expect(plan.steps[0]).toMatchObject({ args: { old: { name: 'ingress' } } });
  });
});

describe('removing by force', () => {
  const remove = (accept: readonly string[], ...names: readonly string[]) =>
    planFor({ kind: 'network.remove', spec, name: 'n' }, there(...names), accept);

  it('disconnects standalone containers first', () => {
    const plan = remove(['network-has-containers'], 'redis', 'shell');
    expect(seen(plan)).toEqual([
      'network.disconnect n b (redis, shell)',
      'network.remove n',
      'warning network-has-containers',
    ]);
  });

  it('never touches a service', () => {
    expect(seen(remove(['network-has-containers', 'network-in-use'], 'redis', task))).toEqual([
      'blocker network-in-use',
      'warning network-has-containers',
    ]);
  });
});

describe('the MTU of a network', () => {
  const measured = (lowest: number | null, unknownPairs = 0): Evidence => ({
    pathMtu: { lowest, unknownPairs, measuredAt: '2030-01-01T00:00:00Z' },
  });
  const create = (more: Partial<NetworkSpec>, evidence?: Evidence) =>
    planFor(goal(aNetwork('n', more)), swarm, [], evidence);

  it('follows the smallest path, and the plan says what containers get', () => {
    expect(seen(create({ mtu: 'auto' }, measured(1400)))).toEqual([
      'network.create n (for services, 10.0.1.0/24, mtu 1400, 1350 inside)',
    ]);
  });

  it('is never guessed', () => {
    expect(seen(create({ mtu: 'auto' }))).toEqual(['blocker path-mtu-unknown']);
    expect(seen(create({ mtu: 'auto' }, measured(null, 2)))).toEqual(['blocker path-mtu-unknown']);
    expect(seen(create({ mtu: 'auto' }, measured(1400, 1)))).toContain(
      'warning path-mtu-partly-unknown',
    );
  });

  it('should be no larger than a path takes', () => {
    expect(seen(create({ mtu: 1500 }, measured(1400)))).toContain('warning network-mtu-high');
    expect(seen(create({ mtu: 1400 }, measured(1400)))).not.toContain('warning network-mtu-high');
  });

  it('that follows makes one that is too large another one', () => {
    const large = swarm.network('n');
    const auto = goal(aNetwork('n', { mtu: 'auto' }));
    expect(seen(planFor(auto, large, [], measured(1400)))).toEqual(['blocker network-differs']);
    expect(seen(planFor(auto, large, [], measured(1500)))).toEqual([]);
  });

  it('is looked at of all networks there are, ingress and docker_gwbridge too', () => {
    const bridge = { name: 'docker_gwbridge', addresses: ['172.18.0.1/16'], mtu: 1500 };
    const hosts = swarm
      .network('ingress', { ingress: true })
      .network('wide')
      .network('right', { options: { 'com.docker.network.driver.mtu': '1400' } })
      .facts('b', { interfaces: [{ name: 'eth0', addresses: ['192.0.2.2/24'] }, bridge] });
    const plan = planFor({ kind: 'up', spec }, hosts, [], measured(1400));
    const high = plan.findings.filter(({ id }) => id === 'network-mtu-high');
    expect(new Set(high.map(({ message }) => message.split(' ')[1]))).toEqual(
      new Set(['ingress', 'wide']),
    );
    expect(plan.findings.filter(({ id }) => id === 'gwbridge-mtu-high')).toMatchObject([
      { hosts: ['b'] },
    ]);
  });
});

describe('what Engines do not do', () => {
  it.each<[string, Partial<NetworkSpec>, string]>([
    ['IPv6', { ipv6: true, subnets: subnetsOf('fd00:7::/64') }, 'blocker overlay-ipv6'],
    [
      'auxiliary addresses',
      { subnets: [{ subnet: '10.9.0.0/24', auxAddresses: { nas: '10.9.0.7' } }] },
      'warning aux-addresses-ignored',
    ],
    ['a VXLAN identifier twice', { vnis: [5001] }, 'blocker vni-taken'],
  ])('%s is told before', (_, more, expected) => {
    const hosts = swarm.network('other', { vnis: [5001] });
    expect(seen(planFor(goal(aNetwork('n', more)), hosts))).toContain(expected);
  });
});

it('a network that is nearly full is named', () => {
  const subnets = [{ subnet: '10.5.0.0/28', gateway: '10.5.0.1' }];
  const users = (count: number) => Array.from({ length: count }, (_, nth) => user(`c${nth}`));
  const full = (count: number) => swarm.network('n', { subnets, attachments: users(count) });
  const found = (count: number) =>
    planFor({ kind: 'up', spec }, full(count)).findings.map(({ id }) => id);
  expect(found(10)).toEqual([]);
  expect(found(11)).toEqual(['network-nearly-full']);
  // An Engine that counts by itself knows better.
  const counted = [{ subnet: '10.5.0.0/28', gateway: '', use: { inUse: 13, available: 2 } }];
  const plan = planFor({ kind: 'up', spec }, swarm.network('n', { subnets: counted }));
  expect(plan.findings[0]?.message).toContain('13 of 15 addresses');
});
