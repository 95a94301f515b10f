import { overlaps, parseCidr, type Cidr } from '@muster/kernel';
import type { NetworkSpec } from '@muster/spec';
import { aFleet, anInventory, aNetwork, subnetsOf, type FleetBuilder } from '@muster/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, planFor, type Plan } from '../index.js';
import { prefixFor } from './sizing.js';
import { AddressSpace } from './space.js';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

const made = (plan: Plan) =>
  plan.steps.flatMap((step) => (step.kind === 'network.create' ? [step.args.network] : []));
const chosen = (plan: Plan) => made(plan).flatMap(({ subnets }) => subnets.map((it) => it.subnet));
const reasons = (plan: Plan) =>
  plan.steps.filter(({ kind }) => kind === 'network.create').map(({ reason }) => reason);

/** A block of 10.77.0.0/16, of /18 to /28. */
const block = fc
  .record({ at: fc.integer({ min: 0, max: 65535 }), prefix: fc.integer({ min: 18, max: 28 }) })
  .map(({ at, prefix }) => cidr(`10.77.${at >> 8}.${at & 255}/${prefix}`).text);

describe('a subnet that is chosen', () => {
  const taken = fc.record({
    networks: fc.array(block, { maxLength: 4 }),
    bridges: fc.array(block, { maxLength: 4 }),
    interfaces: fc.array(block, { maxLength: 4 }),
    routes: fc.array(block, { maxLength: 4 }),
    resolver: fc.integer({ min: 1, max: 254 }).map((last) => `10.77.3.${last}`),
    reserved: fc.array(block, { maxLength: 3 }),
    given: fc.option(block, { nil: undefined }),
    subnetSize: fc.integer({ min: 20, max: 28 }),
    sizes: fc.array(fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }), {
      maxLength: 5,
    }),
  });
  type Taken = typeof taken extends fc.Arbitrary<infer T> ? T : never;

  function situation(it: Taken) {
    const { subnetSize, reserved } = it;
    const settings = { addressPools: ['10.77.0.0/16'], subnetSize };
    const asFacts = (blocks: readonly string[]) =>
      blocks.map((subnet) => ({ subnet, gateway: '' }));
    const inventory = anInventory()
      .member('a')
      .member('b')
      .swarmOf(settings)
      .network('old', { subnets: asFacts(it.networks) })
      .localNetwork('b', 'bridged', { subnets: asFacts(it.bridges) })
      .facts('b', {
        interfaces: it.interfaces.map((address, nth) => ({
          name: `eth${nth + 1}`,
          addresses: [address],
        })),
        routes: {
          routes: it.routes.map((destination) => ({
            ...{ destination, gateway: '192.0.2.254', interface: 'eth0' },
          })),
          complete: true,
        },
        resolvers: [it.resolver],
      });
    const open = it.sizes.map((expectedEndpoints, nth) =>
      aNetwork(`n${nth}`, expectedEndpoints === undefined ? {} : { expectedEndpoints }),
    );
    const given =
      it.given === undefined ? [] : [aNetwork('given', { subnets: subnetsOf(it.given) })];
    const base = aFleet()
      .manager('a')
      .worker('b')
      .swarmOf({ ...settings, reserved });
    return { inventory, spec: withNetworks(base, [...open, ...given]) };
  }

  const withNetworks = (fleet: FleetBuilder, networks: readonly NetworkSpec[]): FleetBuilder =>
    networks.reduce((spec, { name, ...more }) => spec.network(name, more), fleet);

  it('never meets anything in use, another one, or a reserved block, and is the same each time', () => {
    fc.assert(
      fc.property(taken, (it) => {
        const { spec, inventory } = situation(it);
        // What a person wrote may well overlap; that is another finding.
        const accept = ['subnet-overlaps', 'address-pool-exhausted'];
        const goal = { kind: 'up', spec } as const;
        const plan = planFor(goal, inventory, accept);
        expect(planFor(goal, inventory, accept).steps).toEqual(plan.steps);
        const used = [
          ...it.networks,
          ...it.bridges,
          ...it.interfaces,
          ...it.routes,
          ...it.reserved,
          `${it.resolver}/32`,
          ...(it.given === undefined ? [] : [it.given]),
        ].map(cidr);
        const open = made(plan).filter(({ name }) => name !== 'given');
        const blocks = open.flatMap(({ subnets }) => subnets.map(({ subnet }) => cidr(subnet)));
        blocks.forEach((mine, nth) => {
          expect(overlaps(mine, cidr('10.77.0.0/16'))).toBe(true);
          expect(used.filter((other) => overlaps(mine, other))).toEqual([]);
          expect(blocks.slice(nth + 1).filter((other) => overlaps(mine, other))).toEqual([]);
        });
        const ours = plan.findings.filter(({ id }) => id === 'address-pool-exhausted');
        expect(blocks).toHaveLength(it.sizes.length - ours.length);
      }),
      { numRuns: 150 },
    );
  });

  it('is found exactly where there is one', () => {
    const pool = '10.77.0.0/24';
    const small = fc
      .record({ at: fc.integer({ min: 0, max: 255 }), prefix: fc.integer({ min: 26, max: 32 }) })
      .map(({ at, prefix }) => cidr(`10.77.0.${at}/${prefix}`));
    fc.assert(
      fc.property(
        fc.array(small, { maxLength: 12 }),
        fc.integer({ min: 25, max: 29 }),
        (used, prefix) => {
          const size = 2 ** (32 - prefix);
          const all = Array.from({ length: 256 / size }, (_, nth) =>
            cidr(`10.77.0.${nth * size}/${prefix}`),
          );
          const free = all.find((it) => !used.some((other) => overlaps(it, other)));
          const space = new AddressSpace(used.map((it) => ({ block: it, by: 'test' })));
          const search = space.firstFree([pool], prefix);
          expect(search.found ? search.block.text : undefined).toBe(free?.text);
        },
      ),
    );
  });

  const pair = aFleet().manager('a').worker('b');
  const swarm = anInventory().member('a').member('b');

  it('stays what it is once the network is there', () => {
    const first = diff(pair.network('n'), swarm);
    expect(chosen(first)).toEqual(['10.0.1.0/24']);
    const subnets = [{ subnet: '10.0.1.0/24', gateway: '10.0.1.1' }];
    const again = diff(pair.network('n').network('m'), swarm.network('n', { subnets }));
    expect(made(again)).toMatchObject([{ name: 'm', subnets: [{ subnet: '10.0.2.0/24' }] }]);
  });

  it('says why it is that one', () => {
    const subnets = [{ subnet: '10.0.1.0/24', gateway: '' }];
    const [reason] = reasons(diff(pair.network('n'), swarm.localNetwork('b', 'lan', { subnets })));
    expect(reason).toBe(
      'the swarm has no network n; 10.0.2.0/24 is the first /24 of 10.0.0.0/8 that meets nothing in use on 2 hosts, ' +
        'after the coming network ingress, network lan',
    );
  });

  it('leaves room for the ingress of a swarm that is yet to be made', () => {
    const bare = anInventory().none('a').none('b');
    const spec = pair.swarmOf({ addressPools: ['10.9.0.0/16'] }).network('n');
    expect(chosen(diff(spec, bare))).toEqual(['10.9.1.0/24']);
  });

  it('is not chosen where one is given, and given ones stay as they are written', () => {
    const subnets = subnetsOf('10.44.0.0/22', '10.48.0.0/24');
    expect(made(diff(pair.network('n', { subnets }), swarm))[0]?.subnets).toEqual(subnets);
  });

  it('is IPv4, also where IPv6 is given', () => {
    const subnets = subnetsOf('fd00:7::/64');
    const plan = planFor({ kind: 'up', spec: pair.network('n', { subnets, ipv6: true }) }, swarm, [
      'overlay-ipv6',
    ]);
    expect(chosen(plan)).toEqual(['10.0.1.0/24', 'fd00:7::/64']);
  });
});

describe('a pool that is used up', () => {
  const spec = aFleet()
    .manager('a')
    .swarmOf({ addressPools: ['10.9.0.0/23'] })
    .network('n')
    .network('m');
  const hosts = anInventory()
    .member('a')
    .swarmOf({ addressPools: ['10.9.0.0/23'] });

  it('blocks, and says what is in the way', () => {
    const plan = diff(spec, hosts);
    expect(plan.findings).toMatchObject([
      { id: 'address-pool-exhausted', severity: 'blocker', path: 'networks[1]' },
    ]);
    expect(plan.findings[0]?.message).toContain('network n are in the way');
  });

  it('is left to the Engine when somebody says so', () => {
    const plan = planFor({ kind: 'up', spec }, hosts, ['address-pool-exhausted']);
    expect(made(plan).map(({ subnets }) => subnets.length)).toEqual([1, 0]);
  });
});

describe('the size of a subnet', () => {
  it.each([
    [1, 1, 29],
    [10, 3, 26],
    [100, 3, 23],
    [500, 2, 21],
    [1_000_000, 1000, 10],
  ])('for %i endpoints on %i hosts is /%i', (endpoints, hosts, prefix) => {
    expect(prefixFor(endpoints, hosts)).toBe(prefix);
  });

  it('keeps what is expected below the mark of nearly full', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 10_000 }),
        fc.integer({ min: 1, max: 500 }),
        (n, hosts) => {
          const room = 2 ** (32 - prefixFor(n, hosts)) - 3;
          expect(2 * n + hosts).toBeLessThanOrEqual(room * 0.81);
        },
      ),
    );
  });
});
