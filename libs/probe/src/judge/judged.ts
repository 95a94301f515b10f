import type { Layer, Verdict } from '../model.js';

/** What is the matter with an edge. Verdict and layer follow from it. */
export type Cause =
  | { readonly kind: 'passed' }
  /** Probes do not get through, or no answer does. */
  | { readonly kind: 'stopped'; readonly layer: StopLayer }
  /** They get through, and nobody listens. */
  | { readonly kind: 'closed' }
  /** They get through to somebody who is not to be there: `nginx (812)`. */
  | { readonly kind: 'occupied'; readonly by: string }
  /** Another host than the destination answers: `db-2`. */
  | { readonly kind: 'wrong-host'; readonly by: string }
  /** Evidence is missing on this host. */
  | { readonly kind: 'unproven'; readonly host: string; readonly why: string };

type StopLayer = Extract<Layer, 'source-firewall' | 'network' | 'destination-firewall' | 'unknown'>;

/** One edge as one round shows it, or as all of them do. */
export type Judged = {
  readonly cause: Cause;
  readonly reason: string;
  readonly remedy: readonly string[];
};

export const judged = (cause: Cause, reason: string, remedy: readonly string[] = []): Judged => ({
  cause,
  reason,
  remedy,
});

export const stopped = (layer: StopLayer, reason: string, remedy: readonly string[]): Judged =>
  judged({ kind: 'stopped', layer }, reason, remedy);

/** @param tried the weaker evidence, as a sentence. */
export const unproven = (host: string, why: string, tried: string): Judged =>
  judged({ kind: 'unproven', host, why }, `${host}: ${why}. ${tried}`, [
    `See to ${host}: ${why}. Then check again.`,
  ]);

export function verdictOf({ kind }: Cause): Verdict {
  if (kind === 'passed') return 'pass';
  return kind === 'unproven' ? 'unknown' : 'fail';
}

export function layerOf(cause: Cause): Layer {
  switch (cause.kind) {
    case 'passed':
      return 'none';
    case 'stopped':
      return cause.layer;
    case 'closed':
    case 'occupied':
      return cause.kind;
    case 'wrong-host':
      return 'network';
    case 'unproven':
      return 'unknown';
  }
}
