import { type Cidr, contains, parseCidr } from '@muster/kernel';
import type { Cell, CellType, Row } from '../column.js';
import { compareCells } from '../order.js';

/** What can be asked of a column: `mtu.lt=1450`. Without any it is `eq`. */
export const operators = {
  eq: 'is one of these; of a list: contains; of a map: has the key, or key=value',
  not: 'is none of these; null is none of them either',
  lt: 'is less',
  le: 'is less or the same',
  gt: 'is greater',
  ge: 'is greater or the same',
  glob: 'matches: * is any text, ? one character',
  within: 'is an address or block inside this block: 10.0.0.0/8',
  null: 'true: is not known; false: is known',
} as const;

export type Operator = keyof typeof operators;
export const isOperator = (text: string): text is Operator => Object.hasOwn(operators, text);

export type Filter = {
  readonly column: string;
  readonly operator: Operator;
  /** As they were written; one is enough to match. */
  readonly values: readonly string[];
};

export type CellTest = (cell: Cell) => boolean;

/** What makes a row one that is asked for. Made once for a query; the values were checked by `valueFault`. */
export function matcherOf(filters: readonly Filter[], typeOf: (column: string) => CellType) {
  const tests = filters.map((filter) => ({
    column: filter.column,
    test: cellTest(filter, typeOf(filter.column)),
  }));
  return (row: Row): boolean => tests.every(({ column, test }) => test(row[column] ?? null));
}

/** What a filter asks of the one cell that it is about. */
export function cellTest({ operator, values }: Filter, type: CellType): CellTest {
  const tests = values.map((value) => one(operator === 'not' ? 'eq' : operator, value, type));
  const any: CellTest = (cell) => tests.some((test) => test(cell));
  return operator === 'not' ? (cell) => !any(cell) : any;
}

function one(operator: Exclude<Operator, 'not'>, value: string, type: CellType): CellTest {
  switch (operator) {
    case 'null':
      return (cell) => (cell === null) === (value === 'true');
    case 'glob':
      return globTest(value);
    case 'within':
      return withinTest(value);
    case 'eq':
      return equalTest(value, type);
    default:
      return orderTest(operator, parseCell(value, type));
  }
}

function equalTest(value: string, type: CellType): CellTest {
  if (type === 'list') return (cell) => Array.isArray(cell) && cell.includes(value);
  if (type === 'map') return (cell) => cell !== null && entriesOf(cell).includes(value);
  const wanted = parseCell(value, type);
  return (cell) => cell === wanted;
}

/** Of a map its keys, and its entries as `key=value`. */
const entriesOf = (cell: Cell): readonly string[] =>
  Object.entries(cell as Readonly<Record<string, string>>).flatMap(([key, value]) => [
    key,
    `${key}=${value}`,
  ]);

function orderTest(operator: 'lt' | 'le' | 'gt' | 'ge', wanted: Cell): CellTest {
  const holds = {
    lt: (difference: number) => difference < 0,
    le: (difference: number) => difference <= 0,
    gt: (difference: number) => difference > 0,
    ge: (difference: number) => difference >= 0,
  }[operator];
  return (cell) => cell !== null && holds(compareCells(cell, wanted));
}

function globTest(pattern: string): CellTest {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  // Neighbouring stars say what one says, and would make the search slow.
  const source = escaped.replace(/\*+/g, '.*').replace(/\?/g, '.');
  const regex = new RegExp(`^${source}$`, 's');
  return (cell) => textsOf(cell).some((text) => regex.test(text));
}

function textsOf(cell: Cell): readonly string[] {
  if (cell === null) return [];
  if (Array.isArray(cell)) return cell as readonly string[];
  return typeof cell === 'object' ? entriesOf(cell) : [String(cell)];
}

function withinTest(block: string): CellTest {
  const outer = parseCidr(block);
  return (cell) =>
    textsOf(cell).some((text) => {
      const inner = blockOf(text);
      return outer !== undefined && inner !== undefined && contains(outer, inner);
    });
}

/** An address is a block of one. */
const blockOf = (text: string): Cidr | undefined =>
  parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? '128' : '32'}`);

export function parseCell(value: string, type: CellType): Cell {
  if (type === 'integer') return Number(value);
  if (type === 'boolean') return value === 'true';
  return value;
}

/** What is wrong with a value for this column, as a phrase; undefined when nothing is. */
export function valueFault(operator: Operator, value: string, type: CellType): string | undefined {
  if (operator === 'null') return isBoolean(value) ? undefined : 'true or false is expected';
  if (operator === 'glob') return globFault(value);
  if (operator === 'within')
    return parseCidr(value) === undefined ? 'a block like 10.0.0.0/8 is expected' : undefined;
  if (type === 'integer')
    return /^-?\d{1,15}$/.test(value) ? undefined : 'a whole number is expected';
  if (type === 'boolean') return isBoolean(value) ? undefined : 'true or false is expected';
  return undefined;
}

const isBoolean = (value: string): boolean => value === 'true' || value === 'false';

/** Each star may be tried at every place: a few are plenty, many could be made to take for ever. */
const mostStars = 3;

const globFault = (value: string): string | undefined =>
  value.replace(/\*+/g, '*').split('*').length - 1 > mostStars || value.length > 200
    ? `at most ${String(mostStars)} stars and 200 characters are expected`
    : undefined;
