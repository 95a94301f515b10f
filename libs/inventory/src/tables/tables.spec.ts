import { anInventory } from '@muster/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttachmentFact, NetworkFact } from '../facts.js';
import type { Inventory } from '../inventory.js';
import { hostsOf, tableNames, tables } from './catalogue.js';
import { type Cell, type Column, type Row, sqlName } from './column.js';
import { positionOf } from './order.js';
import type { View } from './table.js';

const viewOf = (inventory: Inventory): View => ({
  inventory,
  fleetOf: (host) => (host === 'stranger' ? null : 'lab'),
  verificationOf: () => undefined,
});

const rowsOf = (name: keyof typeof tables, view: View): readonly Row[] =>
  hostsOf(view, []).flatMap((host) => tables[name].rows(view, host));

const attachment = (nth: number, ipv4Address: string): AttachmentFact => ({
  containerId: `c${String(nth)}`,
  name: `web.${String(nth)}`,
  ipv4Address,
  ipv6Address: '',
  macAddress: '02:42:0a:00:01:02',
  image: 'web:1',
});

const fits = (cell: Cell, { type, nullable }: Column): boolean => {
  if (cell === null) return nullable;
  if (type === 'integer') return Number.isSafeInteger(cell);
  if (type === 'boolean') return typeof cell === 'boolean';
  if (type === 'list') return Array.isArray(cell);
  if (type === 'map') return typeof cell === 'object' && !Array.isArray(cell);
  return typeof cell === 'string';
};

/** Hosts with networks that have containers, in one swarm and in none, gone and with a dead Engine. */
const anyInventory = fc
  .array(
    fc.record({
      hosts: fc.subarray(['a', 'b', 'c']),
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      attached: fc.array(fc.ipV4(), { maxLength: 5 }),
      subnets: fc.array(fc.constantFrom('10.0.1.0/24', 'fd00::/64', 'none of these'), {
        maxLength: 2,
      }),
    }),
    { maxLength: 6 },
  )
  .map((drawn) => {
    let inventory = anInventory().member('a').member('b').none('c').disconnected('c');
    drawn.forEach(({ hosts, name, attached, subnets }, nth) => {
      const more: Partial<NetworkFact> = {
        id: `n${String(nth)}`,
        attachments: attached.map((ip, at) => attachment(at, `${ip}/24`)),
        subnets: [...new Set(subnets)].map((subnet) => ({ subnet, gateway: '' })),
      };
      for (const host of hosts) inventory = inventory.localNetwork(host, name, more);
    });
    return inventory;
  });

describe('the tables', () => {
  it('have rows with all their columns and nothing else, each of its type', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        for (const name of tableNames) {
          const { columns } = tables[name];
          for (const row of rowsOf(name, viewOf(inventory))) {
            expect(Object.keys(row).sort()).toEqual(Object.keys(columns).sort());
            const wrong = Object.entries(columns).filter(([key, it]) => !fits(row[key]!, it));
            expect(wrong.map(([key]) => `${name}.${key}`)).toEqual([]);
          }
        }
      }),
    );
  });

  it('name every row by its key, which begins with its host', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        for (const name of tableNames) {
          const { key } = tables[name];
          expect(key[0]).toBe('host');
          const order = key.map((column) => ({ column, descending: false }));
          const places = rowsOf(name, viewOf(inventory)).map((row) => positionOf(row, order));
          expect(new Set(places.map((it) => JSON.stringify(it))).size).toBe(places.length);
        }
      }),
    );
  });

  it('agree with the inventory: every network, endpoint, subnet and peer of every host is one row', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        const view = viewOf(inventory);
        for (const [host, { facts }] of Object.entries(inventory.hosts)) {
          const docker = facts!.docker;
          const networks = docker.kind === 'known' ? docker.networks : [];
          const of = (name: keyof typeof tables) => tables[name].rows(view, host);
          expect(of('networks').map(({ id }) => id)).toEqual(networks.map(({ id }) => id));
          expect(of('endpoints').map(({ networkId, ipv4 }) => [networkId, ipv4])).toEqual(
            networks.flatMap(({ id, attachments }) =>
              attachments.map((it) => [id, it.ipv4Address.split('/')[0]]),
            ),
          );
          expect(of('subnets').map(({ subnet }) => subnet)).toEqual(
            networks.flatMap(({ subnets }) => subnets.map(({ subnet }) => subnet)),
          );
          expect(of('peers').map(({ address }) => address)).toEqual(
            networks.flatMap(({ peers }) => peers.map(({ address }) => address)),
          );
        }
      }),
    );
  });

  it('show a host whose agent is gone as stale, with what it said last', () => {
    const inventory = anInventory().none('a').localNetwork('a', 'web').disconnected('a');
    const view = viewOf(inventory);
    expect(tables.networks.rows(view, 'a')).toMatchObject([{ network: 'web', stale: true }]);
    expect(tables.hosts.rows(view, 'a')).toMatchObject([
      { stale: true, membership: 'unknown', kernel: inventory.hosts['a']!.facts!.machine.kernel },
    ]);
  });

  it('show a host that a spec names and that never connected', () => {
    const view = viewOf(anInventory().none('a'));
    expect(hostsOf(view, ['a', 'z'])).toEqual(['a', 'z']);
    expect(tables.hosts.rows(view, 'z')).toMatchObject([
      { host: 'z', fleet: 'lab', stale: true, observedAt: null, works: 'unknown' },
    ]);
  });

  it('tell where a network of the swarm is, where it is not, and where that is not known', () => {
    const inventory = anInventory()
      .member('a')
      .member('b')
      .member('c')
      .disconnected('c')
      .network('web', { id: 'w', peers: [] });
    const rows = rowsOf('swarmNetworks', viewOf(inventory));
    expect(rows.find(({ network }) => network === 'web')).toMatchObject({
      ...{ host: 'a', presentOn: [], absentOn: ['a', 'b'], unknownOn: ['c'] },
    });
    expect(rows.find(({ network }) => network === 'ingress')).toMatchObject({
      presentOn: ['a', 'b'],
    });
  });

  it('name the host of every node that is connected', () => {
    const inventory = anInventory().member('a').member('b').node('left-behind');
    expect(
      rowsOf('nodes', viewOf(inventory)).map(({ hostname, nodeHost }) => [hostname, nodeHost]),
    ).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['left-behind', null],
    ]);
  });

  it('have names that SQL can say', () => {
    const names = tableNames.flatMap((name) => [name, ...Object.keys(tables[name].columns)]);
    for (const name of names) expect(sqlName(name)).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(sqlName('swarmNetworks')).toBe('swarm_networks');
  });
});
