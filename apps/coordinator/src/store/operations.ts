import { FleetError } from '@muster/kernel';
import type { Goal, OperationEvent, OperationState, Plan } from '@muster/plan';
import { type Insertable, type Selectable, sql, type UpdateObject } from 'kysely';
import type { Database, OperationTable, PlanTable, Schema } from './schema.js';
import { saveSpec } from './specs.js';

/** A goal without its spec: the spec is stored by its digest. */
export type StoredGoal = Goal extends infer G ? (G extends Goal ? Omit<G, 'spec'> : never) : never;

export type StoredPlan = Plan & {
  readonly id: string;
  readonly specDigest: string;
  readonly storedGoal: StoredGoal;
  /** Ids of findings that it goes on over. */
  readonly accept: readonly string[];
  readonly createdAt: string;
};

/** A plan that is not stored yet, with the text of its spec as its author wrote it. */
export type Draft = { readonly plan: StoredPlan; readonly specText: string };

/** A draft, or a plan that is stored. */
export type Startable = Draft | { readonly plan: StoredPlan };

export type StoredOperation = {
  readonly id: string;
  readonly fleet: string;
  readonly planId: string;
  readonly state: OperationState;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

/** An operation with what its plan was made for. */
export type ListedOperation = StoredOperation & { readonly goal: Goal['kind'] };

/** `at`: when it happened, as RFC 3339. */
export type Happening = { readonly at: string; readonly event: OperationEvent };

export type JournalEntry = Happening & { readonly seq: number };

/** Plans, operations and what happened in them. */
export class OperationStore {
  constructor(private readonly db: Database) {}

  /** The plan with its spec: both, or neither. */
  async savePlan(draft: Draft): Promise<void> {
    await this.db.transaction().execute((trx) => insertDraft(trx, draft));
  }

  /** @throws not_found */
  async plan(id: string): Promise<StoredPlan> {
    const row = await this.db
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new FleetError('not_found', `there is no plan ${id}`);
    return planOf(row);
  }

  /** @param draft its plan, where that is not stored yet: all are, or nothing. */
  async saveOperation(operation: StoredOperation, draft?: Draft): Promise<void> {
    const row: Insertable<OperationTable> = {
      id: operation.id,
      fleet: operation.fleet,
      plan_id: operation.planId,
      state: operation.state,
      reason: operation.reason,
      created_at: operation.createdAt,
      started_at: operation.startedAt,
      finished_at: operation.finishedAt,
    };
    await this.db.transaction().execute(async (trx) => {
      if (draft !== undefined) await insertDraft(trx, draft);
      await trx.insertInto('operation').values(row).execute();
    });
  }

  /** @throws not_found */
  async operation(id: string): Promise<StoredOperation> {
    const row = await this.db
      .selectFrom('operation')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new FleetError('not_found', `there is no operation ${id}`);
    return operationOf(row);
  }

  /** Newest first. */
  async operations(filter: { fleet?: string; limit: number }): Promise<readonly ListedOperation[]> {
    let query = this.db
      .selectFrom('operation')
      .innerJoin('plan', 'plan.id', 'operation.plan_id')
      .selectAll('operation')
      .select('plan.goal');
    if (filter.fleet !== undefined) query = query.where('operation.fleet', '=', filter.fleet);
    const rows = await query
      .orderBy('operation.created_at', 'desc')
      .orderBy('operation.id', 'desc')
      .limit(filter.limit)
      .execute();
    return rows.map((row) => ({
      ...operationOf(row),
      goal: (JSON.parse(row.goal) as StoredGoal).kind,
    }));
  }

  /** How many are stored in each state. */
  async countByState(): Promise<ReadonlyMap<OperationState, number>> {
    const rows = await this.db
      .selectFrom('operation')
      .select((select) => ['state', select.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    return new Map(rows.map(({ state, count }) => [state as OperationState, count]));
  }

  /** Those that a coordinator still has to bring to an end. */
  async unfinished(): Promise<readonly StoredOperation[]> {
    const rows = await this.db
      .selectFrom('operation')
      .selectAll()
      .where('state', 'in', ['pending', 'running'])
      .orderBy('created_at')
      .execute();
    return rows.map(operationOf);
  }

  /** Writes events and what they mean for the operation's state, all or none. */
  append(operationId: string, happenings: readonly Happening[]): Promise<void> {
    return this.db.transaction().execute(async (trx) => {
      const { last } = await trx
        .selectFrom('journal')
        .select((select) => select.fn.max<number | null>('seq').as('last'))
        .where('operation_id', '=', operationId)
        .executeTakeFirstOrThrow();
      const first = (last ?? 0) + 1;
      for (const [index, happening] of happenings.entries())
        await write(trx, operationId, { ...happening, seq: first + index });
    });
  }

  async journal(operationId: string, afterSeq: number): Promise<readonly JournalEntry[]> {
    const rows = await this.db
      .selectFrom('journal')
      .selectAll()
      .where('operation_id', '=', operationId)
      .where('seq', '>', afterSeq)
      .orderBy('seq')
      .execute();
    return rows.map(({ seq, at, event }) => ({
      seq,
      at,
      event: JSON.parse(event) as OperationEvent,
    }));
  }
}

/** In one go: a spec that nothing refers to may be let go of at any time. */
async function insertDraft(trx: Database, { plan, specText }: Draft): Promise<void> {
  const row: Insertable<PlanTable> = {
    id: plan.id,
    fleet: plan.fleet,
    spec_digest: plan.specDigest,
    goal: JSON.stringify(plan.storedGoal),
    steps: JSON.stringify(plan.steps),
    findings: JSON.stringify(plan.findings),
    accept: JSON.stringify(plan.accept),
    inventory_revision: plan.inventoryRevision,
    created_at: plan.createdAt,
  };
  await saveSpec(trx, { text: specText, fleet: plan.fleet, createdAt: plan.createdAt });
  await trx.insertInto('plan').values(row).execute();
}

async function write(
  trx: Database,
  operationId: string,
  { seq, at, event }: JournalEntry,
): Promise<void> {
  await trx
    .insertInto('journal')
    .values({ operation_id: operationId, seq, at, event: JSON.stringify(event) })
    .execute();
  const change = stateChange(event, at);
  if (change === undefined) return;
  await trx
    .updateTable('operation')
    .set(change)
    .where('id', '=', operationId)
    .where('state', 'in', ['pending', 'running'])
    .execute();
}

/** As reduceOperation has it: what is started again was started the first time; what has ended stays as it ended. */
function stateChange(
  event: OperationEvent,
  at: string,
): UpdateObject<Schema, 'operation'> | undefined {
  if (event.type === 'operation.started' || event.type === 'operation.resumed') {
    return { state: 'running', started_at: sql`coalesce(started_at, ${at})` };
  }
  if (event.type !== 'operation.finished') return undefined;
  return { state: event.state, reason: event.reason ?? null, finished_at: at };
}

// What is parsed here was written by savePlan and append, from values of these types.
function planOf(row: Selectable<PlanTable>): StoredPlan {
  const storedGoal = JSON.parse(row.goal) as StoredGoal;
  return {
    id: row.id,
    fleet: row.fleet,
    goal: storedGoal.kind,
    storedGoal,
    specDigest: row.spec_digest,
    steps: JSON.parse(row.steps) as Plan['steps'],
    findings: JSON.parse(row.findings) as Plan['findings'],
    accept: JSON.parse(row.accept) as string[],
    inventoryRevision: row.inventory_revision,
    createdAt: row.created_at,
  };
}

function operationOf(row: Selectable<OperationTable>): StoredOperation {
  return {
    id: row.id,
    fleet: row.fleet,
    planId: row.plan_id,
    state: row.state as OperationState,
    reason: row.reason,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
