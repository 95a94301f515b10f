import type { EdgeVerdict, PathMtu, Verdict } from '@muster/probe';
import { portText } from '../checks/question.js';
import type { Report } from '../checks/report.js';
import { countEdges } from '../checks/report.js';
import type { EdgeCounts } from '../store/checks.js';

/** A report as it was made, or as it was stored. */
export type Seen = Pick<Report, 'startedAt' | 'durationMs' | 'edges' | 'pathMtu'> & {
  readonly findings: readonly Pick<Report['findings'][number], 'severity'>[];
};

/** What is kept of the last check of a fleet. */
export type Snapshot = {
  readonly checkedAt: Date;
  readonly durationMs: number;
  readonly hosts: number;
  readonly counts: EdgeCounts;
  readonly findings: Readonly<Record<'blocker' | 'warning' | 'note', number>>;
  /** All of a small fleet; only failing ones of a large one, and of these no more than `mostEdges`. */
  readonly edges: readonly EdgeVerdict[];
  /** All of a small fleet, none of a large one. */
  readonly pathMtu: readonly PathMtu[];
  /** Smallest path MTU, bytes; undefined when none is known. */
  readonly leastMtu?: number;
  /** Verdicts of the edges that did not pass, by edge. */
  readonly bad: ReadonlyMap<string, Verdict>;
};

/** An edge whose verdict is another one than at the last check. */
export type Change = {
  readonly edge: EdgeVerdict;
  /** Absent where it passed before, or was not checked. */
  readonly was?: Verdict;
};

/** A fleet of more hosts than this shows its failing edges only: 32 hosts have about 4,000 edges. */
export const everyEdgeUpTo = 32;
export const mostEdges = 1_000;

/** What the last checks of the fleets that are up found. */
export class Board {
  readonly #snapshots = new Map<string, Snapshot>();

  get snapshots(): ReadonlyMap<string, Snapshot> {
    return this.#snapshots;
  }

  /** @returns what has changed since the last one; empty for the first. */
  put(fleet: string, seen: Seen): readonly Change[] {
    const before = this.#snapshots.get(fleet);
    const now = snapshotOf(seen);
    this.#snapshots.set(fleet, now);
    return before === undefined ? [] : changes(before.bad, seen.edges);
  }

  forget(fleet: string): void {
    this.#snapshots.delete(fleet);
  }
}

export const edgeKey = (edge: EdgeVerdict): string =>
  `${edge.source} → ${edge.destination} ${portText(edge)}`;

function snapshotOf({ startedAt, durationMs, edges, pathMtu, findings }: Seen): Snapshot {
  const hosts = new Set(edges.flatMap(({ source, destination }) => [source, destination])).size;
  const bad = edges.filter(({ verdict }) => verdict !== 'pass');
  const isSmall = hosts <= everyEdgeUpTo;
  const failing = () => bad.filter(({ verdict }) => verdict === 'fail').slice(0, mostEdges);
  const bySeverity = { blocker: 0, warning: 0, note: 0 };
  for (const { severity } of findings) bySeverity[severity] += 1;
  const leastMtu = pathMtu.reduce((least, { mtu }) => Math.min(least, mtu ?? Infinity), Infinity);
  return {
    checkedAt: new Date(startedAt),
    durationMs,
    hosts,
    counts: countEdges(edges),
    findings: bySeverity,
    edges: isSmall ? edges : failing(),
    pathMtu: isSmall ? pathMtu : [],
    ...(leastMtu !== Infinity && { leastMtu }),
    bad: new Map(bad.map((edge) => [edgeKey(edge), edge.verdict])),
  };
}

function changes(
  before: ReadonlyMap<string, Verdict>,
  edges: readonly EdgeVerdict[],
): readonly Change[] {
  return edges.flatMap((edge): readonly Change[] => {
    // Most edges of most checks: nothing to write a key for.
    if (edge.verdict === 'pass' && before.size === 0) return [];
    const was = before.get(edgeKey(edge));
    if (edge.verdict === (was ?? 'pass')) return [];
    return [{ edge, ...(was !== undefined && { was }) }];
  });
}
