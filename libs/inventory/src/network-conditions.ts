import type { Verdict } from './conditions.js';
import type { NetworkFact } from './facts.js';

/** What was seen on the wire; `n/a` = encryption was not asked for. */
export type EncryptionSeen = 'proven' | 'not' | 'unknown' | 'n/a';

/** What verifying a network found, as far as it says how the network stands. */
export type LatestVerification = {
  readonly verdict: Verdict;
  readonly encryption: EncryptionSeen;
  /** How many ordered pairs of hosts. */
  readonly pairs: { readonly pass: number; readonly fail: number; readonly unknown: number };
  /** RFC 3339. */
  readonly finishedAt: string;
  /** null = of an operation that was let go of since. */
  readonly operationId: string | null;
};

/** Of each network that was ever verified the newest, by Docker's id: one made anew under a name is another. */
export type LatestVerifications = ReadonlyMap<string, LatestVerification>;

/** What is known of a network beyond that the Engine lists it. */
export type NetworkConditions = {
  /** The swarm has given it addresses. */
  readonly created: { readonly verdict: 'pass' | 'fail'; readonly reason: string };
  /** What was seen of packets, the last time that anybody looked. */
  readonly verified: {
    readonly verdict: Verdict;
    readonly reason: string;
    /** RFC 3339; null = never. */
    readonly at: string | null;
    readonly operationId: string | null;
  };
  readonly encrypted: EncryptionSeen;
};

/** What is known of a network, and whether that is enough to call it ready; null = cannot be told. */
export function networkConditionsOf(
  network: NetworkFact,
  latest: LatestVerification | undefined,
): { readonly conditions: NetworkConditions; readonly ready: boolean | null } {
  const conditions: NetworkConditions = {
    created: createdOf(network),
    verified: verifiedOf(network, latest),
    encrypted: network.encrypted ? (latest?.encryption ?? 'unknown') : 'n/a',
  };
  // Nothing can be put on ingress to verify it: whether it works is told host by host.
  return { conditions, ready: network.ingress ? null : isReady(conditions) };
}

const isReady = ({ created, verified, encrypted }: NetworkConditions): boolean =>
  created.verdict === 'pass' &&
  verified.verdict === 'pass' &&
  (encrypted === 'proven' || encrypted === 'n/a');

/** The Engine answers "created" before the swarm has given a network addresses, which it may never do. */
function createdOf({ driver, subnets }: NetworkFact): NetworkConditions['created'] {
  const isAllocated = driver !== '' && subnets.length > 0;
  return isAllocated
    ? { verdict: 'pass', reason: '' }
    : { verdict: 'fail', reason: 'the swarm has given it no addresses' };
}

function verifiedOf(
  { ingress }: NetworkFact,
  latest: LatestVerification | undefined,
): NetworkConditions['verified'] {
  if (latest === undefined) {
    const reason = ingress ? 'no task can be put on it' : 'it was never verified';
    return { verdict: 'unknown', reason, at: null, operationId: null };
  }
  const { verdict, pairs, finishedAt, operationId } = latest;
  const all = pairs.pass + pairs.fail + pairs.unknown;
  const rest = verdict === 'pass' ? 0 : all - pairs.pass;
  const reason = rest === 0 ? '' : `${String(rest)} of ${String(all)} pairs do not pass`;
  return { verdict, reason, at: finishedAt, operationId };
}
