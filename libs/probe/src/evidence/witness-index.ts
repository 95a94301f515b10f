import type { Unknown } from '@muster/inventory';
import { canonical } from '../hosts/addresses.js';
import type {
  CheckHost,
  Collected,
  Point,
  ProbePort,
  Refusal,
  SizeTally,
  StoppedBy,
} from '../model.js';
import { ByPort } from '../evidence/by-port.js';
import type { Claims } from '../evidence/claims.js';
import { departs } from '../points.js';
import { unknown, type FarCount, type NearCount } from '../evidence/view.js';

/** What one witness counted in one round, found by who is at the other end. */
export type WitnessIndex = {
  near(destination: CheckHost, port: ProbePort, address: string): NearCount | Unknown;
  far(source: CheckHost, port: ProbePort): FarCount | Unknown;
  refusals(port: ProbePort, address: string): readonly Refusal[];
  /** Whether it counted only what arrived. */
  readonly arrivalsOnly: boolean;
  stopped(side: StoppedBy['side'], port: ProbePort, peer: number): StoppedBy | undefined;
  /** Bytes of the largest DF packet that arrived whole from this peer. */
  largest(peer: number): number | undefined;
};

export function witnessIndex(collected: Collected, claims: Claims): WitnessIndex {
  const counts = countsIn(collected, claims);
  const refusals = new ByPort<string, Refusal[]>();
  for (const it of collected.refusals) {
    const address = canonical(it.address);
    refusals.set(address, it, [...(refusals.get(address, it) ?? []), it]);
  }
  const stopped = {
    source: new ByPort<number, StoppedBy>(),
    destination: new ByPort<number, StoppedBy>(),
  };
  for (const it of collected.stoppedBy) stopped[it.side].set(it.peer, it, it);
  const largest = largestByPeer(collected.sizes);
  return {
    near: (destination, port, address) => {
      if (collected.arrivalsOnly) return uncounted;
      const who = port.protocol === 'tcp' ? canonical(address) : destination.index;
      const { sent, left } = counts.get(who, port) ?? nothing;
      return { kind: 'counted', sent, left };
    },
    far: (source, port) => {
      if (port.protocol === 'tcp' && claims.isHidden(source)) return hidden;
      const { arrived, passed } = counts.get(source.index, port) ?? nothing;
      return { kind: 'counted', arrived, passed, translated: claims.translationsOf(source) };
    },
    arrivalsOnly: collected.arrivalsOnly,
    refusals: (port, address) => refusals.get(canonical(address), port) ?? none,
    stopped: (side, port, peer) => stopped[side].get(peer, port),
    largest: (peer) => largest.get(peer),
  };
}

const none: readonly Refusal[] = [];
const uncounted = unknown('it counted only what arrived');
const hidden = unknown('other hosts come from the same address');

type Counts = Record<Point, number>;
const nothing: Readonly<Counts> = { sent: 0, left: 0, arrived: 0, passed: 0 };

/**
 * By index. SYNs carry none: those that leave are found by the address where they go, those that arrive by whose address
 * they came from.
 */
function countsIn({ tallies, syns }: Collected, claims: Claims): ByPort<number | string, Counts> {
  const counts = new ByPort<number | string, Counts>();
  const add = (point: Point, port: ProbePort, who: number | string, packets: number) => {
    const some = counts.get(who, port) ?? { ...nothing };
    some[point] += packets;
    counts.set(who, port, some);
  };
  for (const tally of tallies) add(tally.point, tally, tally.peer, tally.packets);
  for (const { point, port, address, packets } of syns) {
    const who = departs(point) ? canonical(address) : claims.ownerOf(address);
    if (who !== undefined) add(point, { protocol: 'tcp', port }, who, packets);
  }
  return counts;
}

/** Of those sizes of which there was a packet. */
export function largestByPeer(sizes: readonly SizeTally[]): ReadonlyMap<number, number> {
  const largest = new Map<number, number>();
  for (const { peer, size, packets } of sizes) {
    if (packets > 0 && size > (largest.get(peer) ?? 0)) largest.set(peer, size);
  }
  return largest;
}
