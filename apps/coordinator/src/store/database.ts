import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { FleetError } from '@muster/kernel';
import { type Dialect, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { operations } from './migrations/0001-operations.js';
import { checks } from './migrations/0002-checks.js';
import { history } from './migrations/0005-history.js';
import { verifications } from './migrations/0006-verifications.js';
import { idempotency } from './migrations/0007-idempotency.js';
import type { Database, Schema } from './schema.js';
import { sqliteDialect } from './sqlite.js';

/**
 * Opens the store, makes it when it is missing and brings it to this version. `:memory:` for tests.
 * @throws precondition when there can be no store at that path; internal when it cannot be brought to this version.
 */
export async function openDatabase(path: string): Promise<Database> {
  const database = new Kysely<Schema>({ dialect: dialectFor(path) });
  const migrator = new Migrator({
    db: database,
    provider: {
      getMigrations: () =>
        Promise.resolve({
          '0001-operations': operations,
          '0002-checks': checks,
          '0005-history': history,
          '0006-verifications': verifications,
          '0007-idempotency': idempotency,
        }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await database.destroy();
    throw new FleetError('internal', `store ${path}: migration failed`, { cause: error });
  }
  return database;
}

function dialectFor(path: string): Dialect {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return sqliteDialect(path);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FleetError('precondition', `store ${path} cannot be opened: ${why}`, {
      cause: thrown,
    });
  }
}
