import { isIP } from 'node:net';
import type { Point } from '@muster/probe';
import { type Count, farEnd, probeKey, rooms } from './counts.js';
import { familiesOf, type Family } from './families.js';
import { asksTcp, oneOf, type Watched } from './watched.js';

// Only the first packet of each edge is traced, so that a thousand probes do not flood the kernel's queue of traces.

const tracedProbes: Count = { set: 'traced', key: probeKey, room: rooms.ports };

/** Those sent and those that arrived apart: both are known by the peer's address. */
const tracedSyns = (point: Point, family: Family): Count => ({
  set: `traced_${point}${family.version}`,
  key: `${farEnd(point, family)} . tcp dport`,
  room: rooms.ports,
});

export function tracedCounts(watched: Watched): readonly Count[] {
  if (watched.trace.length === 0) return [];
  const points = asksTcp(watched) ? (['sent', 'arrived'] as const) : [];
  const ofSyns = familiesOf(watched).flatMap((family) =>
    points.map((point) => tracedSyns(point, family)),
  );
  return [tracedProbes, ...ofSyns];
}

/** @param index the bits of a probe that have the peer's index. */
export function traceProbes({ trace }: Watched, index: string): string[] {
  if (trace.length === 0) return [];
  const isTraced = `${index} ${oneOf(trace.map(({ peer }) => peer))}`;
  return [`${isTraced} ${once(tracedProbes)} meta nftrace set 1`];
}

export function traceSyns(watched: Watched, family: Family, point: Point, isSyn: string): string[] {
  const peers = watched.trace.filter(({ address }) => isIP(address) === family.version);
  if (peers.length === 0 || (point !== 'sent' && point !== 'arrived')) return [];
  const isTraced = `${farEnd(point, family)} ${oneOf(peers.map(({ address }) => address))}`;
  return [`${isTraced} ${isSyn} ${once(tracedSyns(point, family))} meta nftrace set 1`];
}

const once = ({ set, key }: Count): string => `${key} != @${set} add @${set} { ${key} }`;
