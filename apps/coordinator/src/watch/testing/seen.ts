import type { EdgeVerdict } from '@muster/probe';
import type { Seen } from '../board.js';

export const anEdge = (
  source: string,
  destination: string,
  more: Partial<EdgeVerdict> = {},
): EdgeVerdict => ({
  source,
  destination,
  ...{ address: '192.0.2.1', protocol: 'udp', port: 4789, verdict: 'pass', layer: 'none' },
  ...{ lossPercent: 0, rttMs: null, reason: '', remedy: [] },
  ...more,
});

/** One edge for every ordered pair of so many hosts. */
export function aMesh(hosts: number): readonly EdgeVerdict[] {
  const names = Array.from({ length: hosts }, (_, index) => `h${String(index)}`);
  return names.flatMap((source) =>
    names.filter((name) => name !== source).map((destination) => anEdge(source, destination)),
  );
}

export const aSeen = (edges: readonly EdgeVerdict[]): Seen => ({
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1_500,
  edges,
  pathMtu: [{ source: 'a', destination: 'b', mtu: 1450 }],
  findings: [{ severity: 'blocker' }, { severity: 'note' }],
});
