import { listed } from '../finding.js';

/** A directed pair of hosts, or anything that has one. */
type Directed = { readonly source: string; readonly destination: string };

/** `a → b, a → c and 7 more`. */
export const arrows = (pairs: readonly Directed[], most = 5): string =>
  listed([...new Set(pairs.map(({ source, destination }) => `${source} → ${destination}`))], most);

/** `1 edge`, `3 edges`. */
export const countOf = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The hosts that all pairs have in common, where there are any: else all hosts of the pairs. */
export function suspects(pairs: readonly Directed[]): readonly string[] {
  const all = [...new Set(pairs.flatMap(({ source, destination }) => [source, destination]))];
  const common = all.filter((host) =>
    pairs.every(({ source, destination }) => source === host || destination === host),
  );
  return common.length > 0 ? common : all;
}

/** The same remedies once, and only so many that a person reads them. */
export function remedies(all: readonly (readonly string[])[], most = 10): readonly string[] {
  const distinct = [...new Set(all.flat())];
  const more = distinct.length - most;
  return more <= 0
    ? distinct
    : [...distinct.slice(0, most), `And ${more} more: each edge of the report has its own.`];
}
