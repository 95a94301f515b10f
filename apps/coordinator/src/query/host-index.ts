import { hash32, type NetworkFact, networksOf, type Table, type View } from '@muster/inventory';

/**
 * Rules hosts out by what their rows say under the table's indexed columns: of each host the hashes of these cells, sorted,
 * 4 bytes each. Made when it is first asked for, and gone with the facts that it is of.
 */
export class HostIndex {
  readonly #hashes = new WeakMap<readonly NetworkFact[], Map<string, Uint32Array>>();

  /** @returns false only when no row of the host says any of these. */
  mayHave(table: Table, view: View, host: string, wanted: ReadonlySet<number>): boolean {
    const hashes = this.#of(table, view, host);
    for (const hash of wanted) if (has(hashes, hash)) return true;
    return false;
  }

  #of(table: Table, view: View, host: string): Uint32Array {
    const networks = networksOf(view.inventory, host);
    const tables = this.#hashes.get(networks) ?? new Map<string, Uint32Array>();
    this.#hashes.set(networks, tables);
    const known = tables.get(table.name);
    if (known !== undefined) return known;
    const made = hashesOf(table, view, host);
    tables.set(table.name, made);
    return made;
  }
}

export const hashOf = (column: string, value: string): number => hash32(`${column}=${value}`);

function hashesOf(table: Table, view: View, host: string): Uint32Array {
  const columns = table.indexed ?? [];
  const hashes = table.rows(view, host).flatMap((row) =>
    columns.flatMap((column) => {
      const cell = row[column];
      return typeof cell === 'string' ? [hashOf(column, cell)] : [];
    }),
  );
  return Uint32Array.from(hashes).sort();
}

function has(sorted: Uint32Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}
