import { FleetError } from '@muster/kernel';

// How the port mesh check packs what it tells of every peer: rows with the same heading become one group of columns, and
// a text that recurs is told once.

/** Cuts a list where the heading changes, keeping its order. */
export function runs<T>(rows: readonly T[], sameHeading: (a: T, b: T) => boolean): [T, ...T[]][] {
  const groups: [T, ...T[]][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group !== undefined && sameHeading(group[0], row)) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Texts by place, counted from 1: 0 says that there is none. */
export class Texts {
  readonly #places = new Map<string, number>();

  place(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#places.size + 1);
    return this.#places.size;
  }

  list(): string[] {
    return [...this.#places.keys()];
  }
}

/** @throws invalid when the place leads nowhere. */
export function textAt(texts: readonly string[], place: number, field: string): string {
  return itemAt(texts, place - 1, field);
}

/** @throws invalid when the place, counted from 0, leads nowhere. */
export function itemAt<T>(items: readonly T[], place: number, field: string): T {
  const item = items[place];
  if (item === undefined) throw new FleetError('invalid', `${field} refers to nothing`);
  return item;
}

/** The rows of a group, by their places. @throws invalid when a column that is there has another length than the first. */
export function rowsOf(first: readonly number[], ...columns: readonly (readonly unknown[])[]) {
  if (columns.some((column) => column.length !== first.length)) {
    throw new FleetError('invalid', 'columns of one group have different lengths');
  }
  return first.keys();
}
