import { fullSize } from '../mesh/ladder.js';
import type { Mesh } from '../mesh/mesh.js';
import { pairsOf } from '../mesh/pairs.js';
import type { Edge, PathMtu } from '../model.js';
import type { EdgeResult } from './edge.js';
import type { RoundIndex } from '../evidence/round-index.js';

/** The path MTU of one ordered pair, and what goes with it. */
export type Path = PathMtu & {
  /** What the interfaces at its ends take, bytes. */
  readonly full: number;
  /** It is less than that, and no packet lost by chance can be the reason. */
  readonly narrow: boolean;
  /** Narrow, and larger packets vanish: nobody tells the source that they are too big. */
  readonly blackHole: boolean;
};

/** So far below the full size, four steps of a ladder and more were lost: that is no chance any more. Bytes. */
const beyondChance = 16;

export function pathsOf(
  mesh: Mesh,
  results: readonly EdgeResult[],
  rounds: readonly RoundIndex[],
): readonly Path[] {
  const lossy = lossyPairs(results);
  return pairsOf(mesh, mesh.edges).flatMap(({ source, destination, dataPath }) => {
    if (dataPath === undefined) return [];
    const pair = { source: source.name, destination: destination.name };
    const mtu = largest(rounds.map((round) => round.largest(pair.source, pair.destination)));
    const full = fullSize(source, destination);
    const surely = lossy.has(pairKey(pair)) ? beyondChance : 1;
    const narrow = mtu !== null && full - mtu >= surely;
    // Larger than what an interface takes nothing leaves; so its MTU must be known.
    const blackHole = narrow && source.mtu !== undefined && vanishes(dataPath, mtu, rounds);
    return [{ ...pair, mtu, full, narrow, blackHole }];
  });
}

/** Something larger went out, and nobody who looked saw a word about it. */
function vanishes(edge: Edge, mtu: number, rounds: readonly RoundIndex[]): boolean {
  const sent = largest(rounds.map((round) => round.largestSent(edge.source, edge.destination)));
  const told = rounds.map((round) => round.wasToldTooBig(edge));
  return sent !== null && sent > mtu && told.includes(false) && !told.includes(true);
}

function largest(sizes: readonly (number | undefined)[]): number | null {
  const known = sizes.filter((size) => size !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}

type Pair = { readonly source: string; readonly destination: string };
const pairKey = ({ source, destination }: Pair): string => `${source} ${destination}`;

const lossyPairs = (results: readonly EdgeResult[]): ReadonlySet<string> =>
  new Set(
    results
      .filter(({ score }) => score.passed > 0 && score.passed < score.made)
      .map(({ verdict }) => pairKey(verdict)),
  );
