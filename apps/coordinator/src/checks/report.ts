import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { CheckFindingView, CheckReport, EdgeView, PathMtuView } from '@muster/api';
import { FleetError, type Finding } from '@muster/kernel';
import type { EdgeVerdict, PathMtu, Verdict } from '@muster/probe';
import type { EdgeCounts } from '../store/checks.js';

/** What a check found. In memory as the judge made it; as JSON it is `CheckReport`. */
export type Report = {
  readonly fleet: string | null;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly edges: readonly EdgeVerdict[];
  readonly pathMtu: readonly PathMtu[];
  readonly findings: readonly Finding[];
};

/** So many edges are written between two turns of the event loop: about 2 ms. */
const sliceLength = 2_000;

/** A thousand hosts have a hundred thousand edges: written slice by slice, so that nobody else has to wait. */
export function packReport(report: Report): Promise<Buffer> {
  return buffer(Readable.from(piecesOf(report)).pipe(createGzip()));
}

/** The JSON text that was packed. @throws internal when it was not written by `packReport`. */
export async function unpackReport(packed: Uint8Array): Promise<string> {
  try {
    return (await promisify(gunzip)(packed)).toString('utf8');
  } catch (thrown) {
    throw FleetError.from(thrown, 'reading a stored report');
  }
}

/** What packReport wrote, as a value. */
export const parseReport = async (packed: Uint8Array): Promise<CheckReport> =>
  JSON.parse(await unpackReport(packed)) as CheckReport;

async function* piecesOf(report: Report): AsyncGenerator<string> {
  const { edges, pathMtu, findings, fleet, startedAt, durationMs } = report;
  yield `${JSON.stringify({ fleet, startedAt, durationMs }).slice(0, -1)},"edges":[`;
  yield* slices(edges, edgeView);
  yield '],"pathMtu":[';
  yield* slices(pathMtu, pathMtuView);
  yield `],"findings":${JSON.stringify(findings.map(checkFindingView))}}`;
}

async function* slices<T>(
  items: readonly T[],
  viewOf: (item: T) => object,
): AsyncGenerator<string> {
  for (let start = 0; start < items.length; start += sliceLength) {
    const slice = items.slice(start, start + sliceLength).map(viewOf);
    yield `${start === 0 ? '' : ','}${JSON.stringify(slice).slice(1, -1)}`;
    await turn();
  }
}

const edgeView = (edge: EdgeVerdict): EdgeView => ({
  source: edge.source,
  destination: edge.destination,
  address: edge.address,
  port: edge.port,
  protocol: edge.protocol,
  verdict: edge.verdict,
  layer: edge.layer,
  lossPercent: edge.lossPercent,
  rttMs: edge.rttMs,
  reason: edge.reason,
  remedy: [...edge.remedy],
});

const pathMtuView = ({ source, destination, mtu }: PathMtu): PathMtuView => ({
  source,
  destination,
  mtu,
});

const checkFindingView = (finding: Finding): CheckFindingView => ({
  id: finding.id,
  severity: finding.severity,
  hosts: [...finding.hosts],
  message: finding.message,
  remedy: [...finding.remedy],
  ...(finding.accepted === true && { accepted: true }),
});

export function countEdges(edges: readonly { readonly verdict: Verdict }[]): EdgeCounts {
  const counts = { pass: 0, fail: 0, unknown: 0 };
  for (const { verdict } of edges) counts[verdict] += 1;
  return counts;
}

/**
 * The worst of all: fail before unknown before pass. Several hosts without a single edge between them prove nothing.
 */
export function overall(counts: EdgeCounts, hosts: number): Verdict {
  if (counts.fail > 0) return 'fail';
  if (counts.unknown > 0) return 'unknown';
  return counts.pass === 0 && hosts > 1 ? 'unknown' : 'pass';
}
