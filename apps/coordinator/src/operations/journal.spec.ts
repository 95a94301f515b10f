import { EventEmitter } from 'node:events';
import type { OperationEvent } from '@muster/plan';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../store/database.js';
import { type JournalEntry, OperationStore } from '../store/operations.js';
import type { Database } from '../store/schema.js';
import { aDraft, anOperation } from '../store/testing/records.js';
import { Journal } from './journal.js';

let database: Database;
let store: OperationStore;
let journal: Journal;
let reader: AbortController;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = new OperationStore(database);
  journal = new Journal(store);
  reader = new AbortController();
  await store.savePlan(aDraft());
  await store.saveOperation(anOperation());
  await store.saveOperation(anOperation({ id: 'op-2' }));
});
afterEach(async () => {
  reader.abort();
  await database.destroy();
});

const say = (message: string | number, id = 'op-1') =>
  journal.append(id, { type: 'step.progress', stepId: 's', message: String(message) });
const finish = () => journal.append('op-1', { type: 'operation.finished', state: 'succeeded' });
const follow = (after = 0) => journal.follow('op-1', after, reader.signal);
const textOf = (event: OperationEvent) =>
  event.type === 'step.progress' ? event.message : event.type;

/** Reads to the end. */
async function all(entries: AsyncIterable<JournalEntry>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { event } of entries) texts.push(textOf(event));
  return texts;
}

/** The next entry, or undefined at the end. */
async function next(entries: AsyncGenerator<JournalEntry>): Promise<string | undefined> {
  const read = await entries.next();
  return read.done === true ? undefined : textOf(read.value.event);
}

const note = (message: string) => {
  journal.note('op-1', { type: 'step.progress', stepId: 's', message });
};
const written = async () => (await store.journal('op-1', 0)).map(({ event }) => textOf(event));

describe('writing', () => {
  it('puts what was noted before what is appended, in one go', async () => {
    const append = vi.spyOn(store, 'append');
    note('a');
    note('b');
    expect(await written()).toEqual([]);
    await say('c');
    expect(await written()).toEqual(['a', 'b', 'c']);
    expect(append).toHaveBeenCalledOnce();
  });

  it('does not leave for long what was only noted, and tells those who follow', async () => {
    const live = next(follow());
    note('a');
    expect(await live).toBe('a');
  });

  it('lets those that come while the disk is busy wait for it together', async () => {
    const append = vi.spyOn(store, 'append');
    const messages = Array.from({ length: 50 }, (_, index) => String(index));
    await Promise.all(messages.map((message) => say(message)));
    expect(await written()).toEqual(messages);
    expect(append).toHaveBeenCalledOnce();
  });

  it('loses nothing that is noted while it goes on', async () => {
    const append = vi.spyOn(store, 'append');
    const original = store.append.bind(store);
    append.mockImplementationOnce(async (id, happenings) => {
      note('meanwhile');
      await original(id, happenings);
    });
    await say('before');
    await say('after');
    expect(await written()).toEqual(['before', 'meanwhile', 'after']);
  });

  it('that fails is said to whoever waits, and only what was noted is written once it works again', async () => {
    const full = new Error('the disk is full');
    vi.spyOn(store, 'append').mockRejectedValueOnce(full);
    note('a');
    const [b, c] = await Promise.allSettled([say('b'), say('c')]);
    expect(b).toEqual({ status: 'rejected', reason: full });
    expect(c.status).toBe('fulfilled');
    expect(await written()).toEqual(['a', 'c']);
  });
});

describe('following an operation', () => {
  it('tells what was before, then what comes, and ends with the operation', async () => {
    await say('a');
    await say('b');
    const entries = follow();
    expect(await next(entries)).toBe('a');
    expect(await next(entries)).toBe('b');
    const live = next(entries);
    await say('of another operation', 'op-2');
    await say('c');
    expect(await live).toBe('c');
    const last = next(entries);
    await finish();
    expect(await last).toBe('operation.finished');
    expect(await next(entries)).toBeUndefined();
  });

  it('goes on after the place that it is given', async () => {
    for (const message of ['a', 'b', 'c']) await say(message);
    await finish();
    expect(await all(follow(1))).toEqual(['b', 'c', 'operation.finished']);
    expect(await all(follow(4))).toEqual([]);
  });

  it('numbers the entries and says when it happened', async () => {
    await say('a');
    await finish();
    const seen: JournalEntry[] = [];
    for await (const entry of follow()) seen.push(entry);
    expect(seen.map(({ seq }) => seq)).toEqual([1, 2]);
    for (const { at } of seen) expect(new Date(at).toISOString()).toBe(at);
  });

  it('loses nothing for a slow reader, and gives every reader all of it', async () => {
    const messages = Array.from({ length: 300 }, (_, index) => String(index));
    const slow = follow();
    const begun = next(slow);
    const quick = [all(follow()), all(follow())];
    for (const message of messages) await say(message);
    await finish();
    expect(await begun).toBe('0');
    expect(await all(slow)).toEqual([...messages.slice(1), 'operation.finished']);
    for (const read of quick) expect(await read).toEqual([...messages, 'operation.finished']);
  });

  it('never misses the end, wherever between its looks the end is written', async () => {
    for (const look of ['journal', 'operation'] as const) {
      const operation = anOperation({ id: `ends-after-${look}` });
      await store.saveOperation(operation);
      const original = store[look].bind(store) as (id: string, after: number) => Promise<unknown>;
      const spy = vi.spyOn(store, look);
      spy.mockImplementationOnce((async (id: string, after: number) => {
        const seen = await original(id, after);
        await journal.append(id, { type: 'operation.finished', state: 'succeeded' });
        return seen;
      }) as never);
      expect(await all(journal.follow(operation.id, 0, reader.signal))).toEqual([
        'operation.finished',
      ]);
      spy.mockRestore();
    }
  });

  it('ends without error when the reader leaves, waiting or not', async () => {
    await say('a');
    const entries = follow();
    await next(entries);
    const waiting = next(entries);
    reader.abort();
    expect(await waiting).toBeUndefined();
    expect(await all(follow())).toEqual([]);
  });

  it('leaves nothing behind, however it ends', async () => {
    const emitted = vi.spyOn(EventEmitter.prototype, 'emit');
    await say('a');
    const at = emitted.mock.calls.findIndex(([name]) => name === 'op-1');
    const emitter = emitted.mock.contexts[at] as EventEmitter;
    emitted.mockRestore();
    const early = follow();
    await next(early);
    await early.return(undefined);
    const reading = all(follow());
    await say('b');
    await finish();
    await reading;
    expect(emitter.listenerCount('op-1')).toBe(0);
  });

  it('of what does not exist is not found', async () => {
    await expect(all(journal.follow('op-9', 0, reader.signal))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
