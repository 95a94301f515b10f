import type { CheckHost } from '../model.js';

/** What an Engine takes for the underlay's MTU whatever the interface says; also ours where no interface is known. */
export const usualMtu = 1500;
/** Every IPv4 host takes packets of this size (RFC 791), every IPv6 link carries 1280 (RFC 8200). */
const smallest = { ipv4: 576, ipv6: 1280 } as const;
/** Larger frames than this are not used between hosts: a loopback's 65,536 is no size to try. */
const largest = 9216;
/** Fine enough: encrypted overlays round to multiples of 4 anyway, and none comes out too large. */
const step = 4;

/** Sizes that links, tunnels and clouds are known to have; they are tried even where there is no room for a full ladder. */
const known: readonly number[] = [
  ...[9001, 9000, 8951, 8950, 8900, 8896, 8846, 8800, 8500, 8000, 4470, 4000, 3900, 3500],
  ...[2304, 2000, 1600, 1550, 1500, 1492, 1484, 1480, 1476, 1472, 1468, 1464, 1462, 1460],
  ...[1458, 1454, 1450, 1448, 1446, 1442, 1440, 1438, 1436, 1434, 1430, 1428, 1426, 1424],
  ...[1422, 1420, 1418, 1416, 1414, 1412, 1410, 1408, 1406, 1404, 1400, 1396, 1392, 1390],
  ...[1388, 1384, 1380, 1376, 1372, 1370, 1368, 1364, 1360, 1358, 1350, 1340, 1330, 1320],
  ...[1300, 1280, 1200, 1000, 576],
];

/** The size that should arrive: what both interfaces take, bytes of a whole IP packet. */
export function fullSize(source: CheckHost, destination: CheckHost): number {
  const { mtu = destination.mtu ?? usualMtu } = source;
  return Math.max(Math.min(mtu, destination.mtu ?? largest, largest), floorFor(destination));
}

/**
 * Sizes to try at once, the largest first, when the full one did not arrive. With room for all of them the largest that
 * arrives is the path MTU to within 4 bytes: up to the MTU of the interfaces in multiples of 4, and the known sizes between.
 * With less room the known ones come first, then the rest evenly; what is found then may be too small, never too large.
 * @param room how many sizes at most; at least one.
 */
export function ladder(full: number, destination: CheckHost, room: number): readonly number[] {
  const floor = floorFor(destination);
  const likely = known.filter((size) => size < full && size >= floor);
  const count = Math.max(0, Math.ceil((full - floor) / step));
  const all = Array.from({ length: count }, (_, nth) => floor + nth * step);
  const best = [full, ...evenly(likely, Math.max(1, room) - 1)];
  const rest = evenly(all, room - best.length);
  return [...new Set([...best, ...rest])].toSorted((a, b) => b - a);
}

const floorFor = ({ dataAddress }: CheckHost): number =>
  dataAddress.includes(':') ? smallest.ipv6 : smallest.ipv4;

function evenly(sizes: readonly number[], room: number): readonly number[] {
  if (sizes.length <= room) return sizes;
  const every = sizes.length / Math.max(room, 1);
  return Array.from({ length: Math.max(0, room) }, (_, nth) => sizes[Math.floor(nth * every)] ?? 0);
}
