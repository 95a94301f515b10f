import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What verifications of networks found, by Docker's id of the network. */
export const verifications: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('verification')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('fleet', 'text', (column) => column.notNull())
      .addColumn('network_id', 'text', (column) => column.notNull())
      .addColumn('network', 'text', (column) => column.notNull())
      .addColumn('operation_id', 'text', (column) =>
        column.references('operation.id').onDelete('set null'),
      )
      .addColumn('verdict', 'text', (column) => column.notNull())
      .addColumn('encryption', 'text', (column) => column.notNull())
      .addColumn('pairs', 'text', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('finished_at', 'text', (column) => column.notNull())
      .addColumn('report', 'blob', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('verification_by_network')
      .on('verification')
      .columns(['fleet', 'network_id', 'started_at'])
      .execute();
    await db.schema
      .createIndex('verification_by_operation')
      .on('verification')
      .column('operation_id')
      .execute();
  },
};
