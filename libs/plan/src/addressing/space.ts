import { parseCidr, type Cidr } from '@muster/kernel';

/** A block of IPv4 that is taken, and by what: `network ingress`. */
export type Taken = { readonly block: Cidr; readonly by: string };

/** IPv4 addresses as numbers, which are quicker than bigints. */
type Range = { readonly first: number; readonly last: number; readonly by: string };

/** Found, or how much of the pools is in the way. */
export type Search =
  | {
      readonly found: true;
      readonly block: Cidr;
      readonly pool: string;
      /** What lay before it in the pools, in order. */
      readonly passed: readonly string[];
    }
  | { readonly found: false; readonly met: readonly string[] };

/** What is taken of the IPv4 addresses; grows while networks are planned one after the other. */
export class AddressSpace {
  #ranges: readonly Range[];

  constructor(taken: readonly Taken[]) {
    this.#ranges = sorted(taken.flatMap(toRange));
  }

  take(block: Cidr, by: string): void {
    this.#ranges = sorted([...this.#ranges, ...toRange({ block, by })]);
  }

  /** The first block of this size in the pools, in their order, that meets nothing that is taken. */
  firstFree(pools: readonly string[], prefix: number): Search {
    const met = new Set<string>();
    for (const text of pools) {
      const pool = parseCidr(text);
      if (pool?.family !== 4 || pool.prefix > prefix) continue;
      const first = this.#firstIn(pool, prefix, met);
      const block = first === undefined ? undefined : parseCidr(`${dotted(first)}/${prefix}`);
      if (block !== undefined) return { found: true, block, pool: pool.text, passed: [...met] };
    }
    return { found: false, met: [...met] };
  }

  /** Goes over what is taken once, from the low end: what it jumps over, it never looks at again. */
  #firstIn(pool: Cidr, prefix: number, met: Set<string>): number | undefined {
    const size = 2 ** (32 - prefix);
    const end = Number(pool.last);
    let candidate = Number(pool.first);
    for (const { first, last, by } of this.#ranges) {
      if (candidate + size - 1 > end) return undefined;
      if (last < candidate) continue;
      // Sorted by their first addresses: all that follow lie behind the candidate too.
      if (first > candidate + size - 1) break;
      met.add(by);
      candidate = Math.ceil((last + 1) / size) * size;
    }
    return candidate + size - 1 > end ? undefined : candidate;
  }
}

const sorted = (ranges: readonly Range[]): readonly Range[] =>
  ranges.toSorted((a, b) => a.first - b.first || a.last - b.last);

const toRange = ({ block, by }: Taken): readonly Range[] =>
  block.family === 4 ? [{ first: Number(block.first), last: Number(block.last), by }] : [];

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
