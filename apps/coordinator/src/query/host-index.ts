import { hash32, type Index, type NetworkFact, networksOf, type View } from '@muster/inventory';

/**
 * Rules hosts out by what their rows say under a table's indexed columns: of each host the hashes of these cells, sorted,
 * 4 bytes each. Made when it is first asked for, and gone with the facts that it is of.
 */
export class HostIndex {
  readonly #hashes = new WeakMap<readonly NetworkFact[], Uint32Array>();
  /** Hashes of column names, from which those of their cells go on. */
  readonly #seeds: ReadonlyMap<string, number>;

  constructor(private readonly index: Index) {
    this.#seeds = new Map(index.columns.map((column) => [column, hash32(column)]));
  }

  hashOf(column: string, value: string): number {
    return hash32(value, this.#seeds.get(column));
  }

  /** @returns false only when no row of the host says any of these. */
  mayHave(view: View, host: string, wanted: readonly number[]): boolean {
    const hashes = this.#of(view, host);
    return wanted.some((hash) => has(hashes, hash));
  }

  #of(view: View, host: string): Uint32Array {
    const networks = networksOf(view.inventory, host);
    const known = this.#hashes.get(networks);
    if (known !== undefined) return known;
    const hashes: number[] = [];
    this.index.visit(view, host, (column, value) => {
      hashes.push(this.hashOf(column, value));
    });
    const made = Uint32Array.from(hashes).sort();
    this.#hashes.set(networks, made);
    return made;
  }
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
