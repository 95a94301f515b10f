import type { Cell, Row } from './column.js';

/** Made for who sorts: it brings 3 MB of rules along, and agents, which carry this file, sort nothing. */
const natural = /* @__PURE__ */ new Intl.Collator('en', { numeric: true });

/** `web-2` before `web-10`. */
export function compareHosts(a: string, b: string): number {
  if (a === b) return 0;
  return natural.compare(a, b) || byCodeUnits(a, b);
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** null first; texts by their code units. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'string' && typeof b === 'string') return byCodeUnits(a, b);
  if (typeof a === 'object' || typeof b === 'object')
    return byCodeUnits(JSON.stringify(a), JSON.stringify(b));
  return Number(a) - Number(b);
}

export type SortKey = { readonly column: string; readonly descending: boolean };

/** Where a row stands: what it says under the columns of an order. */
export type Position = readonly Cell[];

export const positionOf = (row: Row, order: readonly SortKey[]): Position =>
  order.map(({ column }) => row[column] ?? null);

export function comparePositions(a: Position, b: Position, order: readonly SortKey[]): number {
  for (const [nth, { column, descending }] of order.entries()) {
    const [x = null, y = null] = [a[nth], b[nth]];
    const difference =
      column === 'host' ? compareHosts(x as string, y as string) : compareCells(x, y);
    if (difference !== 0) return descending ? -difference : difference;
  }
  return 0;
}
