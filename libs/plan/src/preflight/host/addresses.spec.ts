import type { InterfaceFact, RouteFact } from '@muster/inventory';
import { aFleet, anInventory, subnetsOf } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { hostFindings } from '../../index.js';

const pair = aFleet().manager('a').worker('b');
const free = anInventory().none('a').none('b');
const seen = (...[spec, inventory]: Parameters<typeof hostFindings>) =>
  hostFindings(spec, inventory).map(
    ({ id, severity, hosts }) => `${severity} ${id} ${hosts.join()}`,
  );

const card = (address: string, more: Partial<InterfaceFact> = {}): InterfaceFact => ({
  ...{ name: 'eth1', addresses: [address], ...more },
});
/** Hosts a and b with one more interface each. */
const cards = (a: InterfaceFact, b: InterfaceFact = a) =>
  free
    .facts('a', { interfaces: [{ name: 'eth0', addresses: ['192.0.2.1/24'] }, a] })
    .facts('b', { interfaces: [{ name: 'eth0', addresses: ['192.0.2.2/24'] }, b] });

describe('an address of several hosts', () => {
  const nat = card('10.0.2.15/24');
  const chosen = aFleet()
    .swarmOf({ addressPools: ['10.200.0.0/16'] })
    .manager('a', { advertiseAddress: '192.0.2.1' })
    .worker('b', { advertiseAddress: '192.0.2.2' });
  const pool = pair.swarmOf({ addressPools: ['10.200.0.0/16'] });

  it('is warned of while the Engine may choose it', () => {
    expect(seen(pool, cards(nat))).toEqual(['warning address-on-several-hosts a,b']);
  });

  it('does no harm when others are chosen', () => {
    expect(seen(chosen, cards(nat))).toEqual([]);
  });

  it('blocks when a host is to be reached by it', () => {
    const spec = aFleet()
      .swarmOf({ addressPools: ['10.200.0.0/16'] })
      .manager('a', { advertiseAddress: '192.0.2.1' })
      .worker('b', { advertiseAddress: '192.0.2.2', dataPathAddress: '10.0.2.15' });
    expect(seen(spec, cards(nat))).toEqual(['blocker address-on-several-hosts a,b']);
  });

  it.each([
    ['of a bridge', card('192.168.122.1/24', { driver: 'bridge' })],
    ['of the link', card('fe80::1/64')],
    ['of the link, IPv4', card('169.254.1.1/16')],
    ['of loopback', card('10.9.9.9/32', { name: 'lo' })],
  ])('%s is none', (_, it) => {
    expect(seen(pool, cards(it))).toEqual([]);
  });

  it("of Docker's own network is none", () => {
    const subnets = [{ subnet: '172.18.0.0/16', gateway: '172.18.0.1' }];
    const inventory = cards(card('172.18.0.1/16', { name: 'docker_gwbridge' }))
      .localNetwork('a', 'docker_gwbridge', { subnets })
      .localNetwork('b', 'docker_gwbridge', { subnets });
    expect(seen(pool, inventory)).toEqual([]);
  });
});

describe('network cards', () => {
  const mac = '52:54:00:00:00:01';

  it('with the same hardware address are warned of', () => {
    const one = card('192.0.3.1/24', { mac });
    expect(seen(pair, cards(one, card('192.0.3.2/24', { mac })))).toEqual([
      'warning mac-duplicate a,b',
    ]);
    const other = card('192.0.3.2/24', { mac: '52:54:00:00:00:02' });
    expect(seen(pair, cards(one, other))).toEqual([]);
    expect(seen(pair, cards(card('192.0.3.1/24'), card('192.0.3.2/24')))).toEqual([]);
  });

  it.each([
    [{ driver: 'vmxnet3', txChecksum: 'on' }, ['warning nic-checksum-offload a']],
    [{ driver: 'vmxnet3', txChecksum: 'off' }, []],
    [{ driver: 'vmxnet3' }, ['note nic-checksum-unknown a']],
    [{ driver: 'vmxnet3', txChecksum: 'on', link: 'down' }, []],
    [{ driver: 'virtio_net', txChecksum: 'on' }, []],
    [{}, []],
  ] as const)('%j', (more, expected) => {
    expect(seen(pair, cards(card('192.0.3.1/24', more), card('192.0.3.2/24')))).toEqual(expected);
  });
});

describe('a public address', () => {
  it.each([
    ['8.8.8.8', ['a']],
    ['2a00:1450::1', ['a']],
    ['10.0.0.1', []],
    ['100.64.0.1', []],
    ['fd00::1', []],
    ['198.18.0.1', []],
  ])('%s is noted', (address, expected) => {
    const spec = aFleet().manager('a', { advertiseAddress: address }).worker('b');
    const findings = hostFindings(spec, free).filter(({ id }) => id === 'address-public');
    expect(findings.flatMap(({ hosts }) => hosts)).toEqual(expected);
    expect(findings.every(({ severity }) => severity === 'note')).toBe(true);
  });

  it('counts also where only VXLAN is sent to it', () => {
    const spec = aFleet().manager('a', { dataPathAddress: '8.8.4.4' });
    expect(seen(spec, free)).toEqual(['note address-public a']);
  });
});

describe('address pools', () => {
  const lan = cards(card('10.0.2.3/24'), card('10.0.2.4/24'));
  const farther = cards(card('10.1.2.3/24'), card('10.1.2.4/24'));

  it('that hosts use are warned of before there is a swarm', () => {
    const [finding, ...others] = hostFindings(pair, lan);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ...{ id: 'address-pool-in-use', severity: 'warning', hosts: ['a', 'b'] },
      message:
        "the Engine's default address pool, 10.0.0.0/8, overlaps interface eth1, 10.0.2.0/24 on a, b",
    });
    expect(finding?.remedy[0]).toContain('addressPools: [10.200.0.0/14]');
    expect(seen(pair.swarmOf({ addressPools: ['10.0.0.0/16'] }), lan)).toEqual([
      'warning address-pool-in-use a,b',
    ]);
  });

  it('are only noted when they are used far from where the Engine begins', () => {
    expect(seen(pair, farther)).toEqual(['note address-pool-in-use a,b']);
    const near = pair.swarmOf({ addressPools: ['10.1.0.0/16'] });
    expect(seen(near, farther)).toEqual(['warning address-pool-in-use a,b']);
    const large = pair.swarmOf({ addressPools: ['10.0.0.0/8'], subnetSize: 20 });
    expect(seen(large, farther)).toEqual(['warning address-pool-in-use a,b']);
  });

  it('are proposed where no host uses them', () => {
    const vpn = lan.facts('b', {
      routes: {
        routes: [{ destination: '10.0.0.0/8', gateway: '192.0.2.254', interface: 'eth0' }],
        complete: true,
      },
    });
    const [finding] = hostFindings(pair, vpn);
    expect(finding?.message).toContain('the route through 192.0.2.254, 10.0.0.0/8');
    expect(finding?.remedy[0]).toContain('addressPools: [172.24.0.0/14]');
  });

  it('that no host uses are not', () => {
    expect(seen(pair.swarmOf({ addressPools: ['10.200.0.0/16'] }), lan)).toEqual([]);
    expect(seen(pair.withoutSwarm(), lan)).toEqual([]);
  });

  it('are fixed once there is a swarm', () => {
    expect(seen(pair, lan.member('a').member('b'))).toEqual([]);
  });
});

describe('a subnet of the spec', () => {
  const spec = pair
    .swarmOf({ addressPools: ['172.31.0.0/16'] })
    .network('n', { subnets: subnetsOf('10.5.0.0/24') });
  const route = (destination: string, gateway = '192.0.2.254'): RouteFact => ({
    ...{ destination, gateway, interface: 'eth0' },
  });
  const routes = (...all: readonly RouteFact[]) =>
    free.facts('b', { routes: { routes: all, complete: true } });

  it.each([
    ['equal', '10.5.0.0/24', ['blocker subnet-overlaps b']],
    ['narrower', '10.5.0.128/25', ['blocker subnet-overlaps b']],
    ['wider', '10.0.0.0/8', ['warning subnet-overlaps b']],
    ['the default', '0.0.0.0/0', []],
    ['elsewhere', '10.6.0.0/16', []],
  ])('and a route that is %s', (_, destination, expected) => {
    expect(seen(spec, routes(route(destination)))).toEqual(expected);
  });

  it('may not lie in what is on a link', () => {
    const [finding] = hostFindings(spec, routes(route('10.0.0.0/8', '')));
    expect(finding).toMatchObject({ id: 'subnet-overlaps', severity: 'blocker' });
    expect(finding?.message).toContain('the route through eth0, 10.0.0.0/8, on b');
  });

  it('may not hide a name server', () => {
    expect(seen(spec, free.facts('b', { resolvers: ['10.5.0.2'] }))).toEqual([
      'blocker subnet-overlaps b',
    ]);
    expect(seen(spec, free.facts('b', { resolvers: ['127.0.0.53', '10.6.0.2', '::1'] }))).toEqual(
      [],
    );
  });

  it('meets an interface only once, not also by its route', () => {
    const inventory = routes(route('10.5.0.0/24', '')).facts('b', {
      interfaces: [{ name: 'eth1', addresses: ['10.5.0.7/24'] }],
    });
    expect(seen(spec, inventory)).toEqual(['blocker subnet-overlaps b']);
  });
});
