import {
  type Cell,
  type Column,
  type Row,
  sqlName,
  type Table,
  type TableName,
  tables,
} from '@muster/inventory';
import type { Part, Value } from './sql-engine.js';

// Every table is a view over rows as they come from the hosts. What each look changes (when it was, whether the host is
// gone) stands once a host: a look that found nothing new then replaces one row and not thousands.

const originNames = ['fleet', 'observedAt', 'stale'] as const;
const isOrigin = (name: string): boolean => (originNames as readonly string[]).includes(name);

/** Holds what all rows of a host say of where they come from. */
export const originTable = 'origin_rows';
export const originWidth = 1 + originNames.length;

/** Where the rows of a table are; its view has the table's own name. */
const rowsTable = ({ name }: Table): string => `${sqlName(name)}_rows`;

const ownColumns = ({ columns }: Table): readonly string[] =>
  Object.keys(columns).filter((name) => !isOrigin(name));

const sqlTypes = {
  text: 'TEXT',
  time: 'TEXT',
  list: 'TEXT',
  map: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
} as const;

const columnSql = (name: string, { type, nullable }: Column): string =>
  `${quoted(name)} ${sqlTypes[type]}${nullable ? '' : ' NOT NULL'}`;

/** `first` and the like are words of SQL. */
const quoted = (name: string): string => `"${sqlName(name)}"`;

/** Made before the first rows are filled in. */
export function tableStatements(): readonly string[] {
  const origin = `create table ${originTable} (host TEXT PRIMARY KEY, fleet TEXT, observed_at TEXT, stale INTEGER NOT NULL) STRICT, WITHOUT ROWID`;
  return [
    origin,
    ...Object.values<Table>(tables).flatMap((table) => [rowsSql(table), viewSql(table)]),
  ];
}

function rowsSql(table: Table): string {
  const columns = ownColumns(table).map((name) => columnSql(name, columnOf(table, name)));
  return `create table ${rowsTable(table)} (${columns.join(', ')}) STRICT`;
}

const columnOf = ({ columns }: Table, name: string): Column => {
  const column = columns[name];
  if (column === undefined) throw new Error(`no column ${name}`);
  return column;
};

/** A subquery that nobody asks for costs nothing; a join would be made all the same (for aggregates). */
function viewSql(table: Table): string {
  const columns = Object.keys(table.columns).map((name) =>
    isOrigin(name)
      ? `(select ${quoted(name)} from ${originTable} o where o.host = r.host) as ${quoted(name)}`
      : `r.${quoted(name)}`,
  );
  return `create view ${sqlName(table.name)} as select ${columns.join(', ')} from ${rowsTable(table)} r`;
}

/** What is asked for most. Made after the first rows are there: that is quicker. */
const indexes: Partial<Record<TableName, readonly string[]>> = {
  endpoints: ['network, driver', 'ipv4', 'container'],
  networks: ['network, driver, endpoints', 'driver'],
  subnets: ['network'],
};

export const indexStatements = (): readonly string[] =>
  Object.values<Table>(tables).flatMap((table) =>
    ['host', ...(indexes[table.name as TableName] ?? [])].map((columns, nth) => {
      const rows = rowsTable(table);
      return `create index ${rows}_${String(nth)} on ${rows} (${columns})`;
    }),
  );

/** The rows as they go into the table. */
export function partOf(table: Table, rows: readonly Row[]): Part {
  const columns = ownColumns(table);
  return {
    table: rowsTable(table),
    width: columns.length,
    rows: rows.map((row) => columns.map((column) => valueOf(row[column]))),
  };
}

/** As SQL has it: no booleans, lists or maps. */
function valueOf(cell: Cell | undefined): Value {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  return typeof cell === 'object' ? JSON.stringify(cell) : cell;
}
