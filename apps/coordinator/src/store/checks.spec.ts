import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckStore, type StoredCheck } from './checks.js';
import { openDatabase } from './database.js';
import { OperationStore } from './operations.js';
import { Retention } from './retention.js';
import type { Database } from './schema.js';
import { digestOf, SpecStore } from './specs.js';
import { aDraft, anOperation, aSpecText } from './testing/records.js';

let database: Database;
let store: CheckStore;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = new CheckStore(database);
});
afterEach(() => database.destroy());

const aCheck = (id: string, more: Partial<StoredCheck> = {}): StoredCheck => ({
  id,
  fleet: 'production',
  state: 'pending',
  cause: 'request',
  operationId: null,
  hosts: ['web-1', 'web-2'],
  ports: [],
  ...{ reason: null, edges: null, blockers: null, startedAt: null, finishedAt: null },
  createdAt: `2026-01-01T00:00:00.${id.padStart(3, '0')}Z`,
  ...more,
});

const done = { state: 'succeeded', edges: { pass: 3, fail: 1, unknown: 0 }, blockers: 1 } as const;
const report = new Uint8Array([1, 2, 3]);
const ids = async (filter: { fleet?: string; operationId?: string } = {}) =>
  (await store.checks({ limit: 1_000, ...filter })).map(({ id }) => id);

describe('a check', () => {
  it('comes back as it was saved, as it runs, and as it ended', async () => {
    await store.save(aCheck('1'));
    expect(await store.check('1')).toEqual(aCheck('1'));
    await store.started('1', 't1', ['2377/tcp', 'esp']);
    const running = aCheck('1', { state: 'running', startedAt: 't1', ports: ['2377/tcp', 'esp'] });
    expect(await store.check('1')).toEqual(running);
    expect(await store.report('1')).toBeUndefined();
    await store.finished('1', 't2', { ...done, report });
    expect(await store.check('1')).toEqual({ ...running, ...done, finishedAt: 't2' });
    expect(await store.report('1')).toEqual(report);
  });

  it('that failed says why and has no report', async () => {
    await store.save(aCheck('1'));
    await store.finished('1', 't2', { state: 'failed', reason: 'a defect' });
    expect(await store.check('1')).toMatchObject({ state: 'failed', reason: 'a defect' });
    expect(await store.report('1')).toBeUndefined();
  });

  it('that was never made is not found', async () => {
    await expect(store.check('9')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that a coordinator left is cancelled by the next one', async () => {
    await store.save(aCheck('1'));
    await store.save(aCheck('2'));
    await store.finished('2', 't1', { ...done, report });
    await store.abandon('t3', 'the coordinator was restarted');
    expect(await store.check('1')).toMatchObject({ state: 'cancelled', finishedAt: 't3' });
    expect(await store.check('2')).toMatchObject({ state: 'succeeded', finishedAt: 't1' });
  });
});

describe('the history', () => {
  it('is newest first, of one fleet, of one operation, or of all', async () => {
    const operations = new OperationStore(database);
    await operations.savePlan(aDraft());
    await operations.saveOperation(anOperation());
    await store.save(aCheck('1', { operationId: 'op-1', cause: 'operation' }));
    await store.save(aCheck('2', { fleet: 'staging' }));
    await store.save(aCheck('3', { fleet: null }));
    await store.save(aCheck('4'));
    expect(await ids()).toEqual(['4', '3', '2', '1']);
    expect(await ids({ fleet: 'production' })).toEqual(['4', '1']);
    expect(await ids({ operationId: 'op-1' })).toEqual(['1']);
    expect(await store.checks({ limit: 1 })).toHaveLength(1);
  });

  it('knows the latest that succeeded', async () => {
    for (const id of ['1', '2', '3']) await store.save(aCheck(id));
    await store.finished('2', 't', { ...done, report });
    await store.finished('3', 't', { state: 'cancelled', reason: 'by request' });
    expect(await store.latest('production')).toMatchObject({ id: '2' });
    expect(await store.latest('staging')).toBeUndefined();
  });

  it('is bounded: of each fleet the last of the watcher and the last others, whatever came between', async () => {
    const asked = Array.from({ length: 103 }, (_, index) => String(index));
    const watched = Array.from({ length: 52 }, (_, index) => `w${String(index).padStart(2, '0')}`);
    for (const id of asked) await store.save(aCheck(id, { state: 'succeeded' }));
    for (const id of watched) await store.save(aCheck(id, { state: 'succeeded', cause: 'watch' }));
    await store.save(aCheck('other', { fleet: 'staging', state: 'succeeded' }));
    await store.save(aCheck('000', { state: 'running' }));
    await store.prune('production');
    const kept = await ids();
    expect(kept).toHaveLength(100 + 50 + 2);
    expect(kept).toEqual(expect.arrayContaining(['other', '000', '102', '3', 'w51', 'w02']));
    for (const gone of ['0', '2', 'w00', 'w01']) expect(kept).not.toContain(gone);
  });

  it('of hosts without a fleet is bounded as well', async () => {
    for (let index = 0; index < 102; index += 1) {
      await store.save(aCheck(String(index), { fleet: null, state: 'failed' }));
    }
    await store.prune(null);
    expect(await ids()).toHaveLength(100);
  });
});

describe('retention', () => {
  it('keeps the last 200 operations of a fleet that ended, with all that belongs to them', async () => {
    const specs = new SpecStore(database);
    const operations = new OperationStore(database);
    for (let index = 0; index < 203; index += 1) {
      const id = String(index).padStart(3, '0');
      const comment = index < 3 ? '# old' : '# now';
      await operations.savePlan(aDraft({ id, createdAt: `t${id}` }, comment));
      await operations.saveOperation(anOperation({ id, planId: id, createdAt: `t${id}` }));
      await operations.append(id, [{ at: 't', event: { type: 'operation.started' } }]);
      if (index > 0)
        await operations.append(id, [
          { at: 't', event: { type: 'operation.finished', state: 'failed' } },
        ]);
    }
    await store.save(aCheck('1', { operationId: '001' }));
    await new Retention(database).pruneAll();
    const left = (await operations.operations({ limit: 1_000 })).map(({ id }) => id);
    expect(left).toHaveLength(201);
    // The one that still runs stays, however old it is.
    expect(left.slice(-2)).toEqual(['003', '000']);
    await expect(operations.plan('001')).rejects.toMatchObject({ code: 'not_found' });
    expect(await operations.journal('001', 0)).toEqual([]);
    expect(await operations.journal('000', 0)).toHaveLength(1);
    // The check outlives its operation.
    expect(await store.check('1')).toMatchObject({ operationId: null });
    const old = digestOf(aSpecText('production', '# old'));
    await expect(specs.get(old)).resolves.toBeDefined();
  });

  it('lets go of plans that nobody ran, and of specs that nothing needs', async () => {
    const specs = new SpecStore(database);
    const operations = new OperationStore(database);
    const old = digestOf(aSpecText('production', '# old'));
    const applied = await specs.save(aSpecText('production', '# applied'), 'production', 't');
    await specs.apply('production', applied, 't');
    await operations.savePlan(aDraft({ id: 'first', createdAt: 't000' }, '# old'));
    for (let index = 1; index <= 200; index += 1) {
      const id = String(index).padStart(3, '0');
      await operations.savePlan(aDraft({ id, createdAt: `t${id}` }, '# applied'));
    }
    await new Retention(database).prune('staging');
    await expect(operations.plan('first')).resolves.toBeDefined();
    await new Retention(database).prune('production');
    await expect(operations.plan('first')).rejects.toMatchObject({ code: 'not_found' });
    await expect(operations.plan('001')).resolves.toBeDefined();
    await expect(specs.get(old)).rejects.toMatchObject({ code: 'not_found' });
    await expect(specs.get(applied)).resolves.toBeDefined();
  });
});
