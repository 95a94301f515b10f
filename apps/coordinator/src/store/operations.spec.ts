import {
  initialView,
  operationStates,
  type OperationEvent,
  type OperationState,
  reduceOperation,
} from '@muster/plan';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.js';
import { OperationStore, type StoredGoal } from './operations.js';
import type { Database } from './schema.js';
import { aDraft, aFinding, anOperation, aStep } from './testing/records.js';

let database: Database;
let store: OperationStore;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = new OperationStore(database);
  await store.savePlan(aDraft());
});
afterEach(() => database.destroy());

const progress = (message: string): OperationEvent => ({
  type: 'step.progress',
  stepId: aStep.id,
  message,
});

describe('plans', () => {
  const network = {
    ...{ name: 'shared', attachable: true, internal: false, encrypted: true, mtu: 1400 },
    ...{ ingress: false, ipv6: false, vnis: [4711], options: { a: 'b' } },
    ...{ subnets: [{ subnet: '10.204.0.0/24', auxAddresses: {} }], labels: { zone: 'a' } },
  };

  it.each<[StoredGoal]>([
    [{ kind: 'up' }],
    [{ kind: 'down' }],
    [{ kind: 'network.create', network }],
    [{ kind: 'network.remove', name: 'shared' }],
  ])('come back as they were saved: %j', async (storedGoal) => {
    const draft = aDraft({ id: 'plan-2', goal: storedGoal.kind, storedGoal });
    await store.savePlan(draft);
    expect(await store.plan('plan-2')).toEqual(draft.plan);
  });

  it('that were never made are not found', async () => {
    await expect(store.plan('nothing')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are made from the spec that is stored with them', async () => {
    const draft = aDraft({ id: 'plan-2', specDigest: 'sha256:0' });
    await expect(store.savePlan(draft)).rejects.toThrow(/FOREIGN KEY/);
  });
});

describe('operations', () => {
  it('are stored with their plan where that is not yet: all, or nothing', async () => {
    const draft = aDraft({ id: 'plan-2' });
    await store.saveOperation(anOperation({ id: 'op-2', planId: 'plan-2' }), draft);
    expect(await store.plan('plan-2')).toEqual(draft.plan);
    const twice = store.saveOperation(anOperation({ id: 'op-2' }), aDraft({ id: 'plan-3' }));
    await expect(twice).rejects.toThrow(/UNIQUE/);
    await expect(store.plan('plan-3')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('come back as they were saved', async () => {
    const finished = anOperation({
      ...{ id: 'op-2', state: 'failed', reason: 'web-2 is gone' },
      ...{ startedAt: 't1', finishedAt: 't2' },
    });
    await store.saveOperation(anOperation());
    await store.saveOperation(finished);
    expect(await store.operation('op-1')).toEqual(anOperation());
    expect(await store.operation('op-2')).toEqual(finished);
    await expect(store.operation('op-3')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are listed newest first, of one fleet or of all, and no more than asked for', async () => {
    for (const [id, fleet, createdAt] of [
      ['op-b', 'production', '2026-01-02'],
      ['op-a', 'staging', '2026-01-01'],
      ['op-c', 'production', '2026-01-03'],
    ] as const) {
      await store.saveOperation(anOperation({ id, fleet, createdAt }));
    }
    const ids = async (filter: { fleet?: string; limit: number }) =>
      (await store.operations(filter)).map(({ id }) => id);
    expect(await ids({ limit: 10 })).toEqual(['op-c', 'op-b', 'op-a']);
    expect(await ids({ limit: 2 })).toEqual(['op-c', 'op-b']);
    expect(await ids({ fleet: 'production', limit: 10 })).toEqual(['op-c', 'op-b']);
    expect(await ids({ fleet: 'nowhere', limit: 10 })).toEqual([]);
  });

  it('are unfinished while they are pending or running, oldest first', async () => {
    const days: Record<OperationState, string> = {
      ...{ running: '01', succeeded: '02', failed: '03', cancelled: '04', pending: '05' },
    };
    for (const state of operationStates) {
      const createdAt = `2026-01-${days[state]}`;
      await store.saveOperation(anOperation({ id: state, state, createdAt }));
    }
    expect((await store.unfinished()).map(({ id }) => id)).toEqual(['running', 'pending']);
  });
});

describe('the journal', () => {
  beforeEach(() => store.saveOperation(anOperation()));

  it('gives back every kind of event as it was written, in order, after any place', async () => {
    const stepId = aStep.id;
    const events: OperationEvent[] = [
      { type: 'operation.started' },
      { type: 'plan.made', steps: [aStep], findings: [aFinding] },
      { type: 'step.started', stepId, host: 'web-2' },
      progress('waiting for gossip, "quoted" and ünïcode'),
      { type: 'step.failed', stepId, code: 'deadline', message: 'still joining' },
      { type: 'operation.resumed', reason: 'the coordinator was restarted' },
      { type: 'step.finished', stepId, changed: true, durationMs: 12 },
      { type: 'operation.finished', state: 'succeeded' },
    ];
    const written = events.map((event, index) => ({ at: `t${String(index)}`, event }));
    await store.append('op-1', written.slice(0, 3));
    for (const each of written.slice(3)) await store.append('op-1', [each]);
    const entries = await store.journal('op-1', 0);
    expect(entries).toEqual(written.map((each, index) => ({ ...each, seq: index + 1 })));
    for (let after = 0; after <= events.length; after += 1) {
      expect(await store.journal('op-1', after)).toEqual(entries.slice(after));
    }
  });

  it('has no gap and no double when many write at once, also for several operations', async () => {
    await store.saveOperation(anOperation({ id: 'op-2' }));
    const ids = Array.from({ length: 120 }, (_, index) => (index % 3 === 0 ? 'op-2' : 'op-1'));
    const texts = ids.map((_, index) => String(index));
    await Promise.all(
      ids.map((id, index) => store.append(id, [{ at: 't', event: progress(texts[index] ?? '') }])),
    );
    for (const id of ['op-1', 'op-2']) {
      const entries = await store.journal(id, 0);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
      const told = entries.map(({ event }) => event.type === 'step.progress' && event.message);
      expect(told.sort()).toEqual(texts.filter((_, index) => ids[index] === id).sort());
    }
  });

  it('writes events together with what they mean for the operation, or nothing', async () => {
    // The state is missing, so the last write of the three fails.
    const broken = { type: 'operation.finished', state: null } as never;
    const events = [progress('on'), broken].map((event) => ({ at: 't', event }));
    await expect(store.append('op-1', events)).rejects.toThrow(/NOT NULL/);
    expect(await store.journal('op-1', 0)).toEqual([]);
    expect(await store.operation('op-1')).toEqual(anOperation());
    await store.append('op-1', events.slice(0, 1));
    expect(await store.journal('op-1', 0)).toMatchObject([{ seq: 1 }]);
  });

  it('takes nothing for an operation that does not exist', async () => {
    await expect(store.append('op-9', [{ at: 't', event: progress('x') }])).rejects.toThrow(
      /FOREIGN KEY/,
    );
  });

  it('moves the operation on, and remembers when it began and how it ended', async () => {
    await store.append('op-1', [{ at: 't1', event: { type: 'operation.started' } }]);
    expect(await store.operation('op-1')).toMatchObject({ state: 'running', startedAt: 't1' });
    await store.append('op-1', [{ at: 't2', event: progress('on') }]);
    await store.append('op-1', [
      { at: 't3', event: { type: 'operation.resumed', reason: 'restarted' } },
    ]);
    await store.append('op-1', [{ at: 't4', event: { type: 'operation.started' } }]);
    const reason = 'web-2 is gone';
    await store.append('op-1', [
      { at: 't5', event: { type: 'operation.finished', state: 'failed', reason } },
    ]);
    const ended = { state: 'failed', reason, startedAt: 't1', finishedAt: 't5' } as const;
    expect(await store.operation('op-1')).toEqual(anOperation(ended));
  });

  it('and the state of the operation always say the same', async () => {
    const event = fc.constantFrom<OperationEvent>(
      { type: 'operation.started' },
      { type: 'operation.resumed', reason: 'restarted' },
      progress('on'),
      { type: 'operation.finished', state: 'succeeded' },
      { type: 'operation.finished', state: 'cancelled', reason: 'by request' },
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 6 }), fc.nat(6), async (events, together) => {
        const id = `run-${String((runs += 1))}`;
        await store.saveOperation(anOperation({ id }));
        const happenings = events.map((next) => ({ at: 't', event: next }));
        await store.append(id, happenings.slice(0, together));
        for (const next of happenings.slice(together)) await store.append(id, [next]);
        const { state, reason } = await store.operation(id);
        const view = events.reduce(reduceOperation, initialView);
        expect({ state, reason }).toEqual({ state: view.state, reason: view.reason ?? null });
      }),
    );
  });
});
