import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Port mesh checks with their reports; which findings plans and fleets go on over; since when a fleet is up. */
export const checks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createMeshCheck(db);
    await db.schema
      .alterTable('plan')
      .addColumn('accept', 'text', (column) => column.notNull().defaultTo('[]'))
      .execute();
    await db.schema
      .alterTable('fleet')
      .addColumn('accept', 'text', (column) => column.notNull().defaultTo('[]'))
      .execute();
    await db.schema.alterTable('fleet').addColumn('up_since', 'text').execute();
    await sql`
      update fleet set up_since = (
        select max(operation.finished_at) from operation join plan on plan.id = operation.plan_id
        where operation.fleet = fleet.name and operation.state = 'succeeded'
          and plan.goal ->> 'kind' = 'up')`.execute(db);
    // Retention looks for what nobody refers to any more.
    for (const [table, column] of [
      ['operation', 'plan_id'],
      ['operation', 'fleet'],
      ['plan', 'fleet'],
      ['plan', 'spec_digest'],
    ] as const) {
      await db.schema.createIndex(`${table}_by_${column}`).on(table).column(column).execute();
    }
  },
};

async function createMeshCheck(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mesh_check')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('fleet', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('operation_id', 'text', (column) =>
      column.references('operation.id').onDelete('set null'),
    )
    .addColumn('hosts', 'text', (column) => column.notNull())
    .addColumn('ports', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('edges', 'text')
    .addColumn('blockers', 'integer')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('finished_at', 'text')
    .addColumn('report', 'blob')
    .execute();
  await db.schema
    .createIndex('mesh_check_by_fleet')
    .on('mesh_check')
    .columns(['fleet', 'created_at'])
    .execute();
  await db.schema
    .createIndex('mesh_check_by_operation')
    .on('mesh_check')
    .column('operation_id')
    .execute();
}
