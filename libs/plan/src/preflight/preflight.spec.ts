import { aFleet, anInventory, subnetsOf } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '@muster/inventory';
import type { FleetSpec } from '@muster/spec';
import { diff } from '../index.js';

/** The findings of `up`, and that a blocker leaves no steps. */
function findings(spec: FleetSpec, inventory: Inventory) {
  const plan = diff(spec, inventory);
  const isBlocked = plan.findings.some(({ severity }) => severity === 'blocker');
  if (isBlocked) expect(plan.steps).toEqual([]);
  return plan.findings;
}

const seen = (spec: FleetSpec, inventory: Inventory) =>
  findings(spec, inventory).map(({ id, severity }) => `${severity} ${id}`);

const pair = aFleet().manager('a').worker('b');
const free = anInventory().none('a').none('b');

describe('roles', () => {
  it.each([
    ['no manager', aFleet().worker('a').worker('b'), ['blocker no-manager']],
    ['two managers', aFleet().manager('a').manager('b'), ['blocker manager-count-even']],
    ['one manager', pair, []],
  ])('%s', (_, spec, expected) => {
    expect(seen(spec, free)).toEqual(expected);
  });
});

describe('hosts', () => {
  it('must have an agent', () => {
    expect(findings(pair, anInventory().none('a'))).toMatchObject([
      { id: 'host-without-agent', path: 'hosts[1].name', hosts: ['b'] },
    ]);
    expect(seen(pair, free.disconnected('b'))).toEqual(['blocker host-without-agent']);
  });

  it('must have an Engine that answers', () => {
    const [finding] = findings(pair, free.engineDown('b', 'no such socket'));
    expect(finding).toMatchObject({ id: 'engine-unreachable', hosts: ['b'] });
    expect(finding?.message).toContain('no such socket');
  });

  it('may not have live-restore on', () => {
    expect(seen(pair, free.facts('b', { engine: { liveRestore: true } }))).toEqual([
      'blocker live-restore',
    ]);
  });

  it('may not share an Engine', () => {
    expect(seen(pair, free.facts('b', { engine: { id: 'engine-a' } }))).toEqual([
      'blocker engine-id-duplicate',
    ]);
  });

  it('should not share hostname or machine id', () => {
    expect(seen(pair, free.facts('b', { hostname: 'a', machineId: 'machine-a' }))).toEqual([
      'warning machine-id-duplicate',
      'warning hostname-duplicate',
    ]);
  });

  it('may be namespaces of one machine', () => {
    const hosts = free.facts('b', { machineId: 'machine-a', bootId: 'boot-a' });
    expect(seen(pair, hosts)).toEqual([]);
  });
});

describe('addresses', () => {
  it('may not be claimed twice', () => {
    const spec = aFleet().manager('a').worker('b', { advertiseAddress: '192.0.2.1' });
    expect(seen(spec, anInventory().member('a').none('b'))).toEqual([
      'blocker advertise-address-duplicate',
      'warning advertise-address-not-local',
    ]);
  });

  it('are kept by who is a member already', () => {
    const spec = aFleet().manager('a', { advertiseAddress: '192.0.2.77' });
    const hosts = anInventory()
      .member('a')
      .facts('a', { interfaces: [{ name: 'eth0', addresses: ['192.0.2.77/24'] }] });
    expect(seen(spec, hosts)).toEqual(['warning advertise-address-immutable']);
  });
});

describe('membership', () => {
  it('in a swarm that a connected manager sees as another is foreign', () => {
    const hosts = anInventory().member('a').member('b', { swarm: 'theirs' });
    const [finding] = findings(pair, hosts);
    expect(finding).toMatchObject({ id: 'host-in-foreign-swarm', hosts: ['b'] });
    expect(finding?.message).toContain('theirs');
  });

  it('in a swarm that nobody sees is foreign, not none', () => {
    const hosts = anInventory()
      .none('a')
      .node('x', { role: 'manager', swarm: 'theirs' })
      .member('b', { swarm: 'theirs' });
    expect(seen(pair, hosts)).toEqual(['blocker host-in-foreign-swarm']);
  });

  it('of a manager without leader blocks', () => {
    const hosts = anInventory()
      .member('a')
      .node('x', { role: 'manager', reachable: false })
      .none('b');
    expect(seen(pair, hosts)).toEqual(['blocker swarm-without-leader']);
  });

  it('that is only half is named', () => {
    expect(seen(pair, anInventory().member('a').joining('b'))).toEqual([
      'warning host-half-joined',
    ]);
  });

  it('that is locked is not touched', () => {
    const hosts = anInventory().member('a').broken('b', 'the swarm is locked: it needs the key');
    expect(seen(pair, hosts)).toEqual(['blocker host-locked']);
  });

  it('that is broken is mended, unless it may be all that is left of a swarm', () => {
    expect(seen(pair, anInventory().member('a').broken('b'))).toEqual(['warning host-broken']);
    expect(seen(pair, anInventory().broken('a').none('b'))).toEqual(['blocker host-broken']);
  });

  it('of nodes outside the spec is noted', () => {
    const hosts = anInventory().member('a').member('b').node('x');
    expect(findings(pair, hosts)).toMatchObject([{ id: 'node-not-in-spec', severity: 'note' }]);
  });
});

describe('settings of the swarm', () => {
  const hosts = anInventory().member('a').member('b').swarmOf({ dataPathPort: 4790 });

  it('that differ cannot be changed', () => {
    expect(findings(pair, hosts)).toMatchObject([
      { id: 'swarm-setting-immutable', path: 'swarm.dataPathPort', severity: 'warning' },
    ]);
  });

  it('make no noise about pools that the spec does not give', () => {
    const same = hosts.swarmOf({ dataPathPort: 4789, addressPools: ['10.9.0.0/16'] });
    expect(seen(pair, same)).toEqual([]);
    expect(seen(pair.swarmOf({ addressPools: ['10.8.0.0/16'] }), same)).toEqual([
      'warning swarm-setting-immutable',
    ]);
  });
});

describe('networks', () => {
  const hosts = anInventory().member('a').member('b');

  it('need a swarm', () => {
    const [finding] = findings(pair.withoutSwarm().network('n'), free);
    expect(finding).toMatchObject({ id: 'overlay-without-swarm', path: 'networks' });
    expect(finding?.remedy[0]).toContain('swarm: {}');
  });

  it('may be asked for without swarm where there is one', () => {
    expect(seen(pair.withoutSwarm().network('n'), hosts)).toEqual([]);
  });

  it('that exist otherwise say in what', () => {
    const spec = pair.network('n', {
      attachable: true,
      subnets: subnetsOf('10.1.0.0/24'),
      mtu: 1400,
    });
    const [finding] = findings(
      spec,
      hosts.network('n', { subnets: [{ subnet: '10.2.0.0/24', gateway: '10.2.0.1' }] }),
    );
    expect(finding).toMatchObject({ id: 'network-differs', severity: 'blocker' });
    expect(finding?.message).toBe(
      'network n exists otherwise: attachable is false, not true; ' +
        'subnets is 10.2.0.0/24, not 10.1.0.0/24; mtu is default, not 1400; nobody was seen on it',
    );
  });

  it('may differ in labels', () => {
    const spec = pair.network('n', { labels: { team: 'x' } });
    expect(seen(spec, hosts.network('n'))).toEqual(['warning network-labels-differ']);
  });

  it('may not have the name of a network of one host', () => {
    expect(findings(pair.network('n'), hosts.localNetwork('b', 'n'))).toMatchObject([
      { id: 'network-name-taken', hosts: ['b'] },
    ]);
  });

  it('may not overlap other networks, said once for all hosts', () => {
    const subnets = [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1' }];
    const bridge = { name: 'docker0', addresses: ['172.17.0.1/16'] };
    const both = hosts
      .localNetwork('a', 'bridge', { subnets })
      .localNetwork('b', 'bridge', { subnets })
      .facts('a', { interfaces: [bridge] });
    const found = findings(pair.network('n', { subnets: subnetsOf('172.17.5.0/24') }), both);
    expect(found).toMatchObject([
      { id: 'subnet-overlaps', hosts: ['a', 'b'], path: 'networks[0].subnets[0]' },
    ]);
    expect(found[0]?.message).toContain('network bridge, 172.17.0.0/16');
  });

  it('may not overlap an interface', () => {
    const [finding] = findings(pair.network('n', { subnets: subnetsOf('192.0.2.0/25') }), hosts);
    expect(finding?.message).toContain('interface eth0');
  });

  it('do not overlap themselves once they exist', () => {
    const subnets = subnetsOf('10.1.0.0/24');
    const exists = hosts.network('n', { subnets: [{ subnet: '10.1.0.0/24', gateway: '' }] });
    expect(seen(pair.network('n', { subnets }), exists)).toEqual([]);
  });
});
