import type { HostRecord } from '@muster/inventory';
import { anInventory } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { ChangeFeed, type Told, usualBounds } from './change-feed.js';

const recordWith = (...networks: string[]): HostRecord =>
  networks.reduce((it, name) => it.localNetwork('a', name, { id: name }), anInventory().none('a'))
    .hosts['a']!;

let feed: ChangeFeed;
let revision: number;
let last: Map<string, HostRecord>;
beforeEach(() => {
  feed = new ChangeFeed();
  revision = 0;
  last = new Map();
});

const put = (host: string, after: HostRecord): number => {
  const before = last.get(host);
  last.set(host, after);
  revision += 1;
  feed.take({ revision, host, after, ...(before && { before }) });
  return revision;
};

/** What a reader is told until there is nothing left. */
async function read(since: number, most = 1_000): Promise<Told[]> {
  await feed.settled();
  const stop = new AbortController();
  const told: Told[] = [];
  const followed = feed.follow(since, stop.signal);
  while (told.length < most) {
    const next = await Promise.race([followed.next(), new Promise((done) => setImmediate(done))]);
    if (next === undefined) break;
    const { value, done } = next as IteratorResult<Told, undefined>;
    if (done === true) break;
    told.push(value);
  }
  stop.abort();
  return told;
}

const said = (told: readonly Told[]) =>
  told.map((it) =>
    it.kind === 'resync'
      ? `resync ${String(it.revision)}`
      : `${it.change.host} ${it.change.rows?.map(({ what, row }) => `${what} ${(row['network'] ?? '') as string}`).join(', ') ?? 'whole'}`,
  );

describe('the feed of changes', () => {
  it('tells rows as they change, each change once and in order', async () => {
    put('a', recordWith('web'));
    await feed.settled();
    put('a', recordWith('web', 'db'));
    await feed.settled();
    put('a', recordWith('db'));
    const told = await read(0);
    expect(said(told)).toEqual(['a whole', 'a added db', 'a removed web']);
    const revisions = told.map((it) => (it.kind === 'change' ? it.change.revision : 0));
    expect(revisions).toEqual([1, 2, 3]);
    expect(said(await read(2))).toEqual(['a removed web']);
    expect(said(await read(3))).toEqual([]);
  });

  it('takes changes of one host that come at once together, and tells nothing of a look that found nothing', async () => {
    put('a', recordWith('web'));
    await feed.settled();
    put('a', recordWith('web', 'db'));
    put('a', recordWith('web', 'db', 'cache'));
    put('a', recordWith('web', 'cache'));
    expect(said(await read(1))).toEqual(['a added cache']);
    put('a', { ...recordWith('web', 'cache'), seenAt: 'later' });
    expect(said(await read(4))).toEqual([]);
  });

  it('compares with what was known last when an Engine answers again', async () => {
    put('a', recordWith('web'));
    await feed.settled();
    const alive = recordWith('web', 'db');
    const docker = { kind: 'unknown', reason: 'no socket' } as const;
    put('a', { ...alive, facts: { ...alive.facts!, docker } });
    await feed.settled();
    put('a', alive);
    const told = said(await read(1));
    expect(told).toHaveLength(2);
    expect(told[0]).toBe('a changed ');
    expect(told[1]).toContain('added db');
    expect(told[1]).not.toContain('added web');
  });

  it('tells a reader that comes from another life, or too late, to read everything anew', async () => {
    feed = new ChangeFeed({ ...usualBounds, changes: 3 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) put(name, recordWith());
    expect(said(await read(7))).toEqual(['resync 5']);
    expect(said(await read(1))).toEqual(['resync 5']);
    expect(said(await read(-1))).toEqual(['resync 5']);
    expect(said(await read(2))).toEqual(['c whole', 'd whole', 'e whole']);
  });

  it('tells a slow reader to resync when what it has not read is gone, and goes on from there', async () => {
    feed = new ChangeFeed({ ...usualBounds, changes: 2 });
    put('a', recordWith());
    const stop = new AbortController();
    const reader = feed.follow(0, stop.signal);
    expect((await reader.next()).value).toMatchObject({ kind: 'change', change: { host: 'a' } });
    for (const name of ['b', 'c', 'd', 'e']) put(name, recordWith());
    await feed.settled();
    expect((await reader.next()).value).toEqual({ kind: 'resync', revision: 5 });
    put('f', recordWith());
    expect((await reader.next()).value).toMatchObject({ kind: 'change', change: { host: 'f' } });
    stop.abort();
    expect((await reader.next()).done).toBe(true);
  });

  it('keeps no more rows than it may', async () => {
    feed = new ChangeFeed({ changes: 100, rows: 3, rowsEach: 2 });
    put('a', recordWith());
    await feed.settled();
    put('a', recordWith('n1', 'n2'));
    await feed.settled();
    put('a', recordWith('n1'));
    await feed.settled();
    put('a', recordWith('n1', 'n3'));
    expect(said(await read(1))).toEqual(['resync 4']);
    put('a', recordWith('n4', 'n5', 'n6'));
    expect(said(await read(4))).toEqual(['a whole']);
  });

  it('wakes a reader that waits', async () => {
    const stop = new AbortController();
    const waiting = feed.follow(0, stop.signal).next();
    put('a', recordWith());
    expect((await waiting).value).toMatchObject({ kind: 'change', change: { revision: 1 } });
    stop.abort();
  });
});
