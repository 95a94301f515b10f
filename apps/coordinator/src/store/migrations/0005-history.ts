import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What changed on hosts, row by row. */
export const history: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('inventory_change')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('fleet', 'text')
      .addColumn('of_table', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('row', 'text', (column) => column.notNull())
      .addColumn('before', 'text')
      .execute();
    for (const columns of [['at'], ['host', 'id']])
      await db.schema
        .createIndex(`inventory_change_by_${columns[0] ?? ''}`)
        .on('inventory_change')
        .columns(columns)
        .execute();
  },
};
