import type { Unknown } from '@muster/inventory';
import type {
  CheckHost,
  Collected,
  Edge,
  HostEvidence,
  PortHolder,
  Refusal,
  Sent,
  StoppedBy,
} from '../model.js';

/** What one round shows of one edge, and of nothing else. */
export type EdgeView = {
  readonly edge: Edge;
  readonly source: CheckHost;
  readonly destination: CheckHost;
  /** What the source tells of its own probes. */
  readonly sent: Sent | Unknown;
  /** The source's witness. */
  readonly near: NearCount | Unknown;
  /** The destination's witness. */
  readonly far: FarCount | Unknown;
  readonly holder: PortHolder;
  /** That the source received. */
  readonly refusals: readonly Refusal[];
  /** The rule of the source's own firewall that stopped a probe, and the destination's. */
  readonly stoppedAtSource: StoppedBy | undefined;
  readonly stoppedAtDestination: StoppedBy | undefined;
  /** Of any host of the mesh, by its index. */
  readonly nameOf: (index: number) => string;
};

export type NearCount = {
  readonly kind: 'counted';
  readonly sent: number;
  readonly left: number;
};

export type FarCount = {
  readonly kind: 'counted';
  readonly arrived: number;
  readonly passed: number;
  /** Addresses that are none of the source's own, under which it arrived: they were translated on the way. */
  readonly translated: readonly string[];
};

export const unknown = (reason: string): Unknown => ({ kind: 'unknown', reason });

export const isUnknown = (it: object): it is Unknown => 'kind' in it && it.kind === 'unknown';

/** What the witness counted; unknown, with the reason, where there was none or nobody could collect it. */
export function countsOf(evidence: HostEvidence | undefined): Collected | Unknown {
  if (evidence === undefined) return unknown('it was not asked');
  const { opened, collected } = evidence;
  if (isUnknown(opened)) return opened;
  return opened.witnessMissing === undefined ? collected : unknown(opened.witnessMissing);
}
