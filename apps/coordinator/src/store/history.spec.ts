import type { Row } from '@muster/inventory';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.js';
import { type HistoryEntry, HistoryStore } from './history.js';
import type { Database } from './schema.js';

let database: Database;
let store: HistoryStore;
beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = new HistoryStore(database, { entries: 3, days: 2 });
});
afterEach(() => database.destroy());

const entry = (nth: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: `2030-01-0${String(nth)}T00:00:00.000Z`,
  ...{ host: 'a', fleet: 'lab', table: 'networks', what: 'added' },
  row: { network: `n${String(nth)}` },
  ...more,
});
const names = async (filter: object = {}) =>
  (await store.entries({ limit: 10, ...filter })).map(({ row }: { row: Row }) => row['network']);

describe('the history', () => {
  it('gives what was written, newest first', async () => {
    const changed = entry(2, { what: 'changed', before: { mtu: null } });
    await store.append([entry(1), changed]);
    const [newest, oldest] = await store.entries({ limit: 10 });
    expect(newest).toEqual({ id: 2, ...changed });
    expect(oldest).toEqual({ id: 1, ...entry(1) });
  });

  it.each([
    [{ since: '2030-01-02T00:00:00.000Z' }, ['n3', 'n2']],
    [{ until: '2030-01-02T00:00:00.000Z' }, ['n2', 'n1']],
    [{ host: 'b' }, ['n3']],
    [{ fleet: 'lab' }, ['n2', 'n1']],
    [{ table: 'networks' }, ['n2', 'n1']],
    [{ limit: 1 }, ['n3']],
    [{ beforeId: 2 }, ['n1']],
  ])('filters by %j', async (filter, expected) => {
    const other = entry(3, { host: 'b', fleet: null, table: 'endpoints' });
    await store.append([entry(1), entry(2), other]);
    expect(await names(filter)).toEqual(expected);
  });

  it('keeps the newest entries, as many and as long as it may', async () => {
    await store.append([1, 2, 3, 4, 5].map((nth) => entry(nth)));
    await store.prune(Date.parse('2030-01-03T12:00:00Z'));
    expect(await names()).toEqual(['n5', 'n4', 'n3']);
    await store.prune(Date.parse('2030-01-06T12:00:00Z'));
    expect(await names()).toEqual(['n5']);
    await store.prune(Date.parse('2030-02-01T00:00:00Z'));
    expect(await names()).toEqual([]);
  });
});
