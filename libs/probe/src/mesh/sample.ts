import type { CheckHost } from '../model.js';

/** Up to so many hosts every ordered pair is checked: 65,280 pairs. */
export const fullMeshLimit = 256;
/** In a sample every host is source and destination of at least so many others. */
export const samplePeers = 8;
/** So many managers are checked with every host, both ways: a sample of 1,000 hosts stays below the largest full mesh. */
export const coveredManagers = 32;

export type Pair = readonly [source: CheckHost, destination: CheckHost];

/** Every ordered pair, by source. */
export const allPairs = (hosts: readonly CheckHost[]): readonly Pair[] =>
  hosts.flatMap((source) =>
    hosts.filter((it) => it !== source).map((destination): Pair => [source, destination]),
  );

/**
 * A sample that is the same each time: each host is paired with hosts at fixed distances around the ring of all hosts, near
 * and far, both ways, and with the first 32 managers, both ways.
 */
export function samplePairs(hosts: readonly CheckHost[], peersEach: number): readonly Pair[] {
  const distances = distancesOf(hosts.length, peersEach);
  const managers = hosts.flatMap(({ isManager }, place) => (isManager ? [place] : []));
  const hubs = new Set(managers.slice(0, coveredManagers));
  const everybody = hosts.map((_, place) => place);
  return hosts.flatMap((source, place) => {
    const ring = distances.map((distance) => (place + distance) % hosts.length);
    const peers = new Set(hubs.has(place) ? everybody : [...ring, ...hubs]);
    peers.delete(place);
    const inOrder = [...peers].toSorted((a, b) => a - b);
    return inOrder.flatMap((peer): readonly Pair[] => {
      const destination = hosts[peer];
      return destination === undefined ? [] : [[source, destination]];
    });
  });
}

/** From next door to nearly opposite, and the same backwards; all different as long as the ring has room for them. */
function distancesOf(count: number, peersEach: number): readonly number[] {
  const ways = Math.ceil(peersEach / 2);
  const step = (count / 2 - 1) / ways;
  const forward = Array.from({ length: ways }, (_, nth) => 1 + Math.floor(nth * step));
  return forward.flatMap((distance) => [distance, count - distance]);
}
