import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Fleets, their specs, plans, operations and the journal of their steps. */
export const operations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('spec')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('fleet', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('fleet')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('spec_digest', 'text', (column) => column.notNull().references('spec.digest'))
      .addColumn('applied_at', 'text', (column) => column.notNull())
      .execute();
    await createPlan(db);
    await createOperation(db);
  },
};

async function createPlan(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plan')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('fleet', 'text', (column) => column.notNull())
    .addColumn('spec_digest', 'text', (column) => column.notNull().references('spec.digest'))
    .addColumn('goal', 'text', (column) => column.notNull())
    .addColumn('steps', 'text', (column) => column.notNull())
    .addColumn('findings', 'text', (column) => column.notNull())
    .addColumn('inventory_revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
}

async function createOperation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('operation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('fleet', 'text', (column) => column.notNull())
    .addColumn('plan_id', 'text', (column) => column.notNull().references('plan.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('finished_at', 'text')
    .execute();
  await db.schema.createIndex('operation_by_state').on('operation').column('state').execute();
  await db.schema
    .createTable('journal')
    .addColumn('operation_id', 'text', (column) => column.notNull().references('operation.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_key', ['operation_id', 'seq'])
    .execute();
}
