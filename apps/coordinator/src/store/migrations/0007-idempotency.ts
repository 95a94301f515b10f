import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which operation was started for which Idempotency-Key. */
export const idempotency: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('idempotency_key')
      .addColumn('fleet', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('request_digest', 'text', (column) => column.notNull())
      .addColumn('operation_id', 'text', (column) =>
        column.notNull().references('operation.id').onDelete('cascade'),
      )
      .addPrimaryKeyConstraint('idempotency_key_key', ['fleet', 'key'])
      .execute();
    await db.schema
      .createIndex('idempotency_key_by_operation')
      .on('idempotency_key')
      .column('operation_id')
      .execute();
  },
};
