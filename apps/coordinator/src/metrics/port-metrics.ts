import type { EdgeVerdict, Verdict } from '@muster/probe';
import { Gauge, type Registry } from 'prom-client';
import { type Board, everyEdgeUpTo, mostEdges, type Snapshot } from '../watch/board.js';

/** Whatever is below 1 was not proven. */
const upOf: Readonly<Record<Verdict, number>> = { pass: 1, fail: 0, unknown: -1 };

const small = `fleets of up to ${String(everyEdgeUpTo)} hosts`;
const bounded = `All edges of ${small}; of larger ones those that fail, at most ${String(mostEdges)}.`;

/** Gauges over what the last check of each fleet that is up found. */
export function portMetrics(board: Board, registers: Registry[]): void {
  const gauges = new FleetGauges(board, registers);
  edgeMetrics(gauges);
  fleetMetrics(gauges);
}

function edgeMetrics(gauges: FleetGauges): void {
  gauges.ofEdges(
    'muster_edge_up',
    `1 = passed, 0 = failed, -1 = unknown. ${bounded}`,
    ({ verdict }) => upOf[verdict],
  );
  gauges.ofEdges(
    'muster_edge_loss_ratio',
    `Probes that were lost, 0 to 1. ${bounded}`,
    ({ lossPercent }) => (lossPercent === null ? undefined : lossPercent / 100),
  );
  gauges.ofEdges('muster_edge_rtt_seconds', `Of the TCP handshake. ${bounded}`, ({ rttMs }) =>
    rttMs === null ? undefined : rttMs / 1_000,
  );
  gauges.of(
    'muster_path_mtu_bytes',
    `Largest packet that arrives whole. Only ${small}.`,
    ['source', 'destination'],
    ({ pathMtu }) =>
      pathMtu.map(({ source, destination, mtu }) => [{ source, destination }, mtu ?? undefined]),
  );
}

function fleetMetrics(gauges: FleetGauges): void {
  const perFleet = (
    name: string,
    help: string,
    valueOf: (seen: Snapshot) => number | undefined,
  ) => {
    gauges.of(name, help, [], (seen) => [[{}, valueOf(seen)]]);
  };
  perFleet('muster_path_mtu_least_bytes', 'Smallest path MTU.', ({ leastMtu }) => leastMtu);
  perFleet(
    'muster_check_timestamp_seconds',
    'When the last check of all ports began.',
    ({ checkedAt }) => checkedAt.getTime() / 1_000,
  );
  perFleet(
    'muster_check_duration_seconds',
    'How long it took.',
    ({ durationMs }) => durationMs / 1_000,
  );
  gauges.of('muster_check_edges', 'Edges of the last check.', ['verdict'], ({ counts }) =>
    Object.entries(counts).map(([verdict, count]) => [{ verdict }, count]),
  );
  gauges.of('muster_check_findings', 'Findings of the last check.', ['severity'], ({ findings }) =>
    Object.entries(findings).map(([severity, count]) => [{ severity }, count]),
  );
}

type Labels = Readonly<Record<string, string>>;
/** A sample without a value is left out. */
type Sample = readonly [labels: Labels, value: number | undefined];

/** Gauges with one or more samples a fleet, read off the board whenever they are asked for. */
class FleetGauges {
  constructor(
    private readonly board: Board,
    private readonly registers: Registry[],
  ) {}

  of(
    name: string,
    help: string,
    labels: readonly string[],
    samplesOf: (seen: Snapshot) => readonly Sample[],
  ): void {
    const { board, registers } = this;
    new Gauge({
      name,
      help,
      labelNames: ['fleet', ...labels],
      registers,
      collect() {
        this.reset();
        for (const [fleet, seen] of board.snapshots) {
          for (const [label, value] of samplesOf(seen)) {
            if (value !== undefined) this.set({ fleet, ...label }, value);
          }
        }
      },
    });
  }

  ofEdges(name: string, help: string, valueOf: (edge: EdgeVerdict) => number | undefined): void {
    this.of(name, help, ['source', 'destination', 'protocol', 'port'], ({ edges }) =>
      edges.map((edge) => {
        const { source, destination, protocol, port } = edge;
        return [{ source, destination, protocol, port: String(port) }, valueOf(edge)];
      }),
    );
  }
}
