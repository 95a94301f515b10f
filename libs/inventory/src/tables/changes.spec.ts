import { anInventory } from '@muster/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttachmentFact, NetworkFact } from '../facts.js';
import type { HostRecord } from '../inventory.js';
import { tables } from './catalogue.js';
import { type RowChange, rowChanges } from './changes.js';
import type { View } from './table.js';

const attached = (id: string, address = '10.0.1.7/24'): AttachmentFact => ({
  ...{ containerId: id, name: id, ipv4Address: address, ipv6Address: '' },
  ...{ macAddress: '', image: '' },
});
const host = (networks: Record<string, Partial<NetworkFact>>, more = {}): HostRecord => {
  const inventory = Object.entries(networks).reduce(
    (it, [name, fact]) => it.localNetwork('a', name, { id: name, ...fact }),
    anInventory().none('a').facts('a', more),
  );
  return inventory.hosts['a']!;
};
const said = (changes: readonly RowChange[]) =>
  changes.map(({ table, what, row, before }) => {
    const name = row['container'] ?? row['network'] ?? row['interface'] ?? row['host'];
    return [table, what, name, ...(before === undefined ? [] : [before])];
  });

describe('the changes of a host', () => {
  const before = host({ web: { attachments: [attached('c1')] }, db: {} });

  it('are none when a look found everything as it was', () => {
    const again = structuredClone(before);
    expect(rowChanges(before, { ...again, seenAt: 'later' })).toEqual([]);
  });

  it('are rows that came, went, and say something else', () => {
    const after = host({
      web: { internal: true, attachments: [attached('c1', '10.0.1.8/24'), attached('c2')] },
      cache: {},
    });
    expect(said(rowChanges(before, after))).toEqual([
      ['networks', 'removed', 'db'],
      ['networks', 'changed', 'web', { internal: false }],
      ['networks', 'added', 'cache'],
      ['endpoints', 'changed', 'c1', { ipv4: '10.0.1.7' }],
      ['endpoints', 'added', 'c2'],
    ]);
  });

  it('tell that the agent or the Engine is gone, and not that everything on the host is', () => {
    const gone = { ...before, connected: false };
    expect(said(rowChanges(before, gone))).toMatchObject([
      ['hosts', 'changed', 'a', { stale: false }],
    ]);
    const docker = { kind: 'unknown', reason: 'no socket' } as const;
    const dead = { ...before, facts: { ...before.facts!, docker } };
    expect(said(rowChanges(before, dead)).map(([table, what]) => [table, what])).toEqual([
      ['hosts', 'changed'],
    ]);
    expect(rowChanges(dead, before).filter(({ table }) => table !== 'hosts')).toEqual([]);
  });

  it('tell of another boot and another interface', () => {
    const after = host(
      { web: { attachments: [attached('c1')] }, db: {} },
      { bootId: 'other', interfaces: [{ name: 'eth9', addresses: ['192.0.2.9/24'] }] },
    );
    const tablesSeen = rowChanges(before, after).map(({ table, what }) => `${table} ${what}`);
    expect(tablesSeen[0]).toBe('hosts changed');
    expect(tablesSeen).toContain('interfaces added');
    expect(tablesSeen).toContain('addresses added');
  });

  it('of a swarm are told by its leader only', () => {
    const one = anInventory().member('a').member('b', { role: 'manager' });
    const two = one.node('c');
    const of = (name: string) =>
      said(rowChanges(one.hosts[name]!, two.hosts[name]!)).filter(([table]) => table === 'nodes');
    expect(of('a')).toHaveLength(1);
    expect(of('b')).toEqual([]);
  });

  it('turn the rows of before into those of after', () => {
    const networks = fc.dictionary(
      fc.constantFrom('web', 'db', 'cache'),
      fc.uniqueArray(fc.constantFrom('c1', 'c2', 'c3', 'c4')),
    );
    const recordOf = (drawn: Record<string, string[]>): HostRecord =>
      host(
        Object.fromEntries(
          Object.entries(drawn).map(([name, ids]) => [
            name,
            { attachments: ids.map((id) => attached(id)) },
          ]),
        ),
      );
    const viewOf = (record: HostRecord): View => ({
      inventory: { revision: 0, hosts: { a: record } },
      ...{ fleetOf: () => null, verificationOf: () => undefined },
    });
    const keysOf = (record: HostRecord): string[] =>
      tables.endpoints
        .rows(viewOf(record), 'a')
        .map(({ network, container }) => JSON.stringify([network, container]));
    fc.assert(
      fc.property(networks, networks, (was, is) => {
        const keys = new Set(keysOf(recordOf(was)));
        for (const { table, what, row } of rowChanges(recordOf(was), recordOf(is))) {
          if (table !== 'endpoints') continue;
          const key = JSON.stringify([row['network'], row['container']]);
          if (what === 'removed') expect(keys.delete(key)).toBe(true);
          else keys.add(key);
        }
        expect([...keys].sort()).toEqual(keysOf(recordOf(is)).sort());
      }),
    );
  });
});
