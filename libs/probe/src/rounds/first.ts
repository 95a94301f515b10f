import { fullSize } from '../mesh/ladder.js';
import type { Mesh } from '../mesh/mesh.js';
import { askablePairs } from '../mesh/pairs.js';
import type { Round } from '../model.js';
import { roundOf } from './orders.js';

/** Every edge of the mesh once, and the largest packet that the interfaces take. Hosts without an address take no part. */
export function firstRound(mesh: Mesh): Round {
  const asks = askablePairs(mesh).map((pair) => ({
    ...pair,
    sizes: pair.dataPath === undefined ? [] : [fullSize(pair.source, pair.destination)],
  }));
  return roundOf(asks, new Map(), false);
}
