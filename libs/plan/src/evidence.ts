import type { Verified } from './verified.js';

/** What was measured, beside what agents saw of their hosts. */
export type Evidence = {
  /** Of the fleet's hosts, by the newest check; absent where nobody ever measured. */
  readonly pathMtu?: PathMtuEvidence;
  /** What is known of the swarm's networks by verifying them. */
  readonly verified?: Verified;
};

export type PathMtuEvidence = {
  /** The smallest of all paths, bytes; null where none could be measured. */
  readonly lowest: number | null;
  /** Ordered pairs of hosts whose path could not be measured. */
  readonly unknownPairs: number;
  /** RFC 3339. */
  readonly measuredAt: string;
};
