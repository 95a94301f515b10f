import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Dialect, SqliteDialect, type SqliteStatement } from 'kysely';

/** So many statements stay prepared, which takes as long as running most of them. */
const mostPrepared = 256;

/** Kysely's SQLite dialect over Node's own SQLite, which speaks almost the interface that Kysely asks for. */
export function sqliteDialect(path: string): Dialect {
  const database = open(path);
  // Kysely runs one at a time on a connection, so nobody meets a statement that another still reads from.
  const prepared = new Map<string, SqliteStatement>();
  return new SqliteDialect({
    database: {
      close: () => {
        prepared.clear();
        database.close();
      },
      prepare: (sql) => {
        const known = prepared.get(sql);
        if (known !== undefined) return known;
        if (prepared.size >= mostPrepared) prepared.clear();
        const statement = prepare(database, sql);
        prepared.set(sql, statement);
        return statement;
      },
    },
  });
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // EXCLUSIVE: two coordinators on one store would run each other's operations; the second one is refused.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    // FULL: what was acknowledged survives a power cut, not only a crash of ours.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}
