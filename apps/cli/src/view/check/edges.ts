import type { EdgeView } from '@muster/api';

export type Verdict = EdgeView['verdict'];

/** Unknown is not as bad as fail, and never as good as pass. */
export const worstFirst: readonly Verdict[] = ['fail', 'unknown', 'pass'];

/** As Docker and ufw write it: `2377/tcp`; `esp` has no port. */
export const portText = ({ protocol, port }: Pick<EdgeView, 'protocol' | 'port'>): string =>
  protocol === 'esp' ? protocol : `${port}/${protocol}`;

/** One direction between two hosts. */
export type Directed = Pick<EdgeView, 'source' | 'destination'>;

/** In the order in which the report names them. */
export const hostsOf = (edges: readonly Directed[]): readonly string[] => [
  ...new Set([
    ...edges.map(({ source }) => source),
    ...edges.map(({ destination }) => destination),
  ]),
];

/** Values with the same key, in the order in which the keys came. */
export const groups = <T>(values: readonly T[], keyOf: (value: T) => string): readonly T[][] => [
  ...Map.groupBy(values, keyOf).values(),
];

export const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
