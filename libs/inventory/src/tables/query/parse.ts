import type { SortKey } from '../order.js';
import type { Table } from '../table.js';
import { type Filter, isOperator, type Operator, operators, valueFault } from './filter.js';

/** What is asked of one table. */
export type TableQuery = {
  readonly table: Table;
  readonly filters: readonly Filter[];
  /** Every key column is in it, so that no two rows stand at one place. */
  readonly order: readonly SortKey[];
  /** True: rows are wanted in the order in which hosts and their rows come by themselves. */
  readonly natural: boolean;
  /** Column names; undefined = all. */
  readonly fields: readonly string[] | undefined;
};

/** Something wrong with a parameter, and what there is instead. */
export type QueryFault = { readonly parameter: string; readonly message: string };

export type Parsed =
  | { readonly ok: true; readonly query: TableQuery }
  | { readonly ok: false; readonly faults: readonly QueryFault[] };

type Parameters = ReadonlyMap<string, readonly string[]>;

/** Reads filters, `sort` and `fields`. Everything wrong is told at once. */
export function parseTableQuery(table: Table, parameters: Parameters): Parsed {
  const faults: QueryFault[] = [];
  const sort = sortOf(table, parameters.get('sort') ?? [], faults);
  const fields = fieldsOf(table, parameters.get('fields'), faults);
  const filters = [...parameters]
    .filter(([parameter]) => parameter !== 'sort' && parameter !== 'fields')
    .flatMap(([parameter, values]) => filterOf(table, parameter, values, faults));
  if (faults.length > 0) return { ok: false, faults };
  const rest = table.key.filter((column) => !sort.some((key) => key.column === column));
  const order = [...sort, ...rest.map((column) => ({ column, descending: false }))];
  return { ok: true, query: { table, filters, order, natural: sort.length === 0, fields } };
}

const words = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.split(',')).filter((word) => word !== '');

function unknownColumn(table: Table, parameter: string, column: string): QueryFault {
  const columns = Object.keys(table.columns).join(', ');
  return {
    parameter,
    message: `${table.name} has no column "${column}": there are ${columns}`,
  };
}

const hasColumn = (table: Table, column: string): boolean => Object.hasOwn(table.columns, column);

function sortOf(table: Table, texts: readonly string[], faults: QueryFault[]): readonly SortKey[] {
  const keys = words(texts).map((word) => ({
    column: word.replace(/^-/, ''),
    descending: word.startsWith('-'),
  }));
  for (const { column } of keys)
    if (!hasColumn(table, column)) faults.push(unknownColumn(table, 'sort', column));
  return keys.filter(({ column }, at) => keys.findIndex((key) => key.column === column) === at);
}

function fieldsOf(
  table: Table,
  texts: readonly string[] | undefined,
  faults: QueryFault[],
): readonly string[] | undefined {
  if (texts === undefined) return undefined;
  const fields = [...new Set(words(texts))];
  for (const field of fields)
    if (!hasColumn(table, field)) faults.push(unknownColumn(table, 'fields', field));
  return fields;
}

/** `network`, `mtu.lt`. */
function filterOf(
  table: Table,
  parameter: string,
  values: readonly string[],
  faults: QueryFault[],
): readonly Filter[] {
  const [column = '', operator = 'eq', ...more] = parameter.split('.');
  const type = hasColumn(table, column) ? table.columns[column]?.type : undefined;
  if (type === undefined) {
    faults.push(unknownColumn(table, parameter, column));
    return [];
  }
  if (!isOperator(operator) || more.length > 0) {
    const known = Object.keys(operators).join(', ');
    faults.push({ parameter, message: `no operator "${operator}": there are ${known}` });
    return [];
  }
  for (const value of values) {
    const fault = valueFault(operator, value, type);
    if (fault !== undefined) faults.push({ parameter, message: `"${value}": ${fault}` });
  }
  return [{ column, operator, values }];
}

/** The values that a column must have one of; undefined when the filters do not say. */
export function valuesOf(
  filters: readonly Filter[],
  column: string,
): ReadonlySet<string> | undefined {
  const isIt = (operator: Operator) => operator === 'eq';
  const filter = filters.find((it) => it.column === column && isIt(it.operator));
  return filter && new Set(filter.values);
}
