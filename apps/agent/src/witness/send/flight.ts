import type { Sent } from '@muster/probe';
import type { Target } from './order.js';

/** The longest way on Earth takes half of it. Milliseconds. */
const longestMs = 300;
const shortestMs = 100;
/** So many times what the slowest handshake took. */
const handshakes = 10;

/**
 * How long a packet without an answer is given to arrive, milliseconds: less than usual where every target answered over TCP,
 * and soon. One that comes later counts as lost, and its edge is asked again.
 */
export function flightMs(targets: readonly Target[], shaken: readonly Sent[]): number {
  const answered = shaken.flatMap(({ peer, tcp }) =>
    tcp?.kind === 'connected' ? [{ peer, rttMs: tcp.rttMs }] : [],
  );
  const peers = new Set(answered.map(({ peer }) => peer));
  if (!targets.every(({ peer }) => peers.has(peer))) return longestMs;
  const slowestMs = Math.max(0, ...answered.map(({ rttMs }) => rttMs));
  return Math.min(longestMs, Math.max(shortestMs, handshakes * slowestMs));
}
