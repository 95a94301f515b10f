import type { CellType, Row } from '../column.js';
import { comparePositions, type Position, positionOf } from '../order.js';
import { matcherOf } from './filter.js';
import type { TableQuery } from './parse.js';

/**
 * Collects one page of rows out of all that it is offered, in whatever order they come. Never keeps more than a few pages.
 */
export class Page {
  readonly #matches: (row: Row) => boolean;
  #kept: { readonly row: Row; readonly at: Position }[] = [];
  /** When the page is full already: the last row that may still be on it. */
  #worst: Position | undefined;

  /** @param after the position of the last row of the page before. */
  constructor(
    private readonly query: TableQuery,
    private readonly limit: number,
    private readonly after: Position | undefined,
  ) {
    const { columns } = query.table;
    this.#matches = matcherOf(query.filters, (column): CellType => columns[column]?.type ?? 'text');
  }

  offer(row: Row): void {
    if (!this.#matches(row)) return;
    const { order } = this.query;
    const at = positionOf(row, order);
    if (this.after !== undefined && comparePositions(at, this.after, order) <= 0) return;
    if (this.#worst !== undefined && comparePositions(at, this.#worst, order) >= 0) return;
    this.#kept.push({ row, at });
    if (this.#kept.length > 4 * (this.limit + 1)) this.#shrink();
  }

  /** True when a page of rows, and one more, is there. */
  get full(): boolean {
    return this.#kept.length > this.limit;
  }

  /** @returns its rows, and the position to go on after; undefined when there are no more. */
  end(): { readonly rows: readonly Row[]; readonly next: Position | undefined } {
    this.#shrink();
    const page = this.#kept.slice(0, this.limit);
    const next = this.#kept.length > this.limit ? page.at(-1)?.at : undefined;
    return { rows: page.map(({ row }) => row), next };
  }

  #shrink(): void {
    this.#kept.sort((a, b) => comparePositions(a.at, b.at, this.query.order));
    this.#kept.length = Math.min(this.#kept.length, this.limit + 1);
    if (this.full) this.#worst = this.#kept.at(-1)?.at;
  }
}

/** The row with the chosen fields only. */
export function picked(row: Row, fields: readonly string[] | undefined): Row {
  if (fields === undefined) return row;
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
}
