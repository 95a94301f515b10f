import type { Cell, Column } from '../column.js';
import { hash32 } from '../hash.js';
import type { Position } from '../order.js';
import type { TableQuery } from './parse.js';

/** The place after a page, as text for the one who asks for the next. */
export function cursorText(query: TableQuery, position: Position): string {
  return JSON.stringify([fingerprint(query), ...position]);
}

/** The position in a cursor; undefined when it is none of this query. */
export function cursorPosition(query: TableQuery, text: string): Position | undefined {
  const [print, ...cells] = parsed(text);
  const columns = query.order.map(({ column }) => query.table.columns[column]);
  const fits =
    print === fingerprint(query) &&
    cells.length === columns.length &&
    columns.every((column, nth) => column !== undefined && isCell(cells[nth], column));
  return fits ? (cells as Position) : undefined;
}

function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const typeOf = { text: 'string', time: 'string', integer: 'number', boolean: 'boolean' } as const;

function isCell(value: unknown, { type, nullable }: Column): value is Cell {
  if (value === null) return nullable;
  if (type === 'list') return Array.isArray(value);
  if (type === 'map') return typeof value === 'object';
  return typeof value === typeOf[type];
}

/** Of what is asked; which fields are shown does not matter. */
const fingerprint = ({ table, filters, order }: TableQuery): number =>
  hash32(JSON.stringify([table.name, filters, order]));
