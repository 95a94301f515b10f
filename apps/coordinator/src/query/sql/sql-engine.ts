// The process that answers SQL. It is alone with a database in memory, because nothing inside a process can stop SQLite in
// the middle of a statement: whoever started it ends it when a query takes too long or too much memory. Only Node's built-ins
// are imported, so that Node runs it as it is.

import { constants, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { allowedFunctions } from './allowed-functions.ts';

export type Value = string | number | null;
export type Parameters = readonly Value[] | Readonly<Record<string, Value>>;

/** Rows of one table. */
export type Part = {
  readonly table: string;
  readonly width: number;
  readonly rows: readonly (readonly Value[])[];
};

/** `replace` puts rows in the place of those before, of some hosts or of all. */
export type Work =
  | { readonly kind: 'run'; readonly sql: readonly string[] }
  | {
      readonly kind: 'replace';
      /** null = of all hosts. */
      readonly hosts: readonly string[] | null;
      readonly parts: readonly Part[];
    }
  | {
      readonly kind: 'query';
      readonly sql: string;
      readonly parameters: Parameters;
      readonly maxRows: number;
      readonly maxBytes: number;
    };

export type QueryResult = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** Which limit left rows out. */
  readonly truncated: 'rows' | 'bytes' | null;
};

export type Answer =
  | { readonly id: number; readonly ok: true; readonly result: QueryResult | null }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: 'sql-invalid' | 'sql-refused';
      readonly message: string;
    };

// Node 24 has enableDefensive; its types do not tell yet.
const database = new DatabaseSync(':memory:', { allowExtension: false }) as DatabaseSync & {
  enableDefensive(active: boolean): void;
};
database.enableDefensive(true);
// Sorting and grouping must not spill into files.
database.exec('PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF');

class Refused extends Error {}

/** Tables and views that queries may read. Filled as they are made. */
const readable = new Set(['json_each', 'json_tree']);

/** Asked by SQLite for everything that a statement would do, before it does it (sqlite.org/c3ref/set_authorizer.html). */
function authorize(
  action: number,
  first: string | null,
  second: string | null,
  schema: string | null,
): number {
  switch (action) {
    case constants.SQLITE_SELECT:
    case constants.SQLITE_RECURSIVE:
      return constants.SQLITE_OK;
    case constants.SQLITE_READ:
      // What a query names itself, a common table expression for example, is in no schema.
      return schema === null || readable.has((first ?? '').toLowerCase())
        ? constants.SQLITE_OK
        : constants.SQLITE_DENY;
    case constants.SQLITE_FUNCTION:
      return allowedFunctions.has((second ?? '').toLowerCase())
        ? constants.SQLITE_OK
        : constants.SQLITE_DENY;
    default:
      return constants.SQLITE_DENY;
  }
}

function run(statements: readonly string[]): void {
  for (const sql of statements) {
    database.exec(sql);
    const [, name] = /^create (?:table|view) (\w+)/i.exec(sql) ?? [];
    if (name !== undefined) readable.add(name);
  }
}

const statements = new Map<string, StatementSync>();

function replace({ hosts, parts }: Work & { kind: 'replace' }): void {
  database.exec('begin');
  for (const { table, width, rows } of parts) {
    if (hosts === null) database.exec(`delete from ${table}`);
    else {
      const remove = statement(`delete from ${table} where host = ?`);
      for (const host of hosts) remove.run(host);
    }
    const insert = statement(`insert into ${table} values (${Array(width).fill('?').join()})`);
    for (const row of rows) insert.run(...row);
  }
  database.exec('commit');
}

function statement(sql: string): StatementSync {
  const made = statements.get(sql) ?? database.prepare(sql);
  statements.set(sql, made);
  return made;
}

function query({ sql, parameters, maxRows, maxBytes }: Work & { kind: 'query' }): QueryResult {
  const statement = prepared(sql);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  const columns = statement.columns().map(({ name }) => name);
  if (columns.length === 0) throw new Refused('only a select can be asked');
  const rows: Value[][] = [];
  let bytes = 0;
  for (const row of iterate(statement, parameters)) {
    if (rows.length === maxRows) return { columns, rows, truncated: 'rows' };
    const cells = row.map(valueOf);
    bytes += cells.reduce<number>((sum, cell) => sum + String(cell).length, cells.length);
    if (bytes > maxBytes) return { columns, rows, truncated: 'bytes' };
    rows.push(cells);
  }
  return { columns, rows, truncated: null };
}

function prepared(sql: string): StatementSync {
  // SQLite reads up to a NUL and would leave the rest unseen.
  if (sql.includes('\0')) throw new Refused('there is a NUL in it');
  const statement = database.prepare(sql);
  // Only the first statement is prepared; whatever stands after it would be passed over in silence.
  const rest = sql.trimStart().slice(statement.sourceSQL.trimStart().length);
  if (/[^\s;]/.test(rest.replace(/--[^\n]*|\/\*[^]*?(\*\/|$)/g, '')))
    throw new Refused('one statement at a time can be asked');
  return statement;
}

function iterate(statement: StatementSync, parameters: Parameters): Iterable<unknown[]> {
  const rows = Array.isArray(parameters)
    ? statement.iterate(...(parameters as SQLInputValue[]))
    : statement.iterate(parameters as Record<string, SQLInputValue>);
  return rows as unknown as Iterable<unknown[]>;
}

function valueOf(cell: unknown): Value {
  if (typeof cell === 'bigint') {
    const number = Number(cell);
    return Number.isSafeInteger(number) ? number : String(cell);
  }
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('hex');
  // JSON has no infinity.
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  return cell as Value;
}

function perform(work: Work): QueryResult | null {
  if (work.kind === 'run') run(work.sql);
  if (work.kind === 'replace') replace(work);
  if (work.kind !== 'query') return null;
  database.exec('PRAGMA query_only = ON');
  database.setAuthorizer(authorize);
  try {
    return query(work);
  } finally {
    database.setAuthorizer(null);
    database.exec('PRAGMA query_only = OFF');
  }
}

/** SQLITE_AUTH: the authorizer said no (sqlite.org/rescode.html). */
const notAuthorized = 23;

function faultOf(id: number, thrown: unknown): Answer {
  const { message, errcode } = thrown as Error & { errcode?: number };
  const isRefused =
    thrown instanceof Refused ||
    errcode === notAuthorized ||
    /prohibited|not authorized/.test(message);
  return { id, ok: false, code: isRefused ? 'sql-refused' : 'sql-invalid', message };
}

process.on('message', ({ id, work }: { id: number; work: Work }) => {
  let answer: Answer;
  try {
    answer = { id, ok: true, result: perform(work) };
  } catch (thrown) {
    answer = faultOf(id, thrown);
  }
  process.send?.(answer);
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
