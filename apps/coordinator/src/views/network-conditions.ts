import type { NetworkConditions, VerificationSummary } from '@muster/api';
import type { NetworkFact } from '@muster/inventory';

/** By Docker's id, what verifying a network found last. */
export type LatestVerifications = ReadonlyMap<string, VerificationSummary>;

export type NetworkSeen = {
  readonly network: NetworkFact;
  /** How many hosts it was seen on, of how many in the swarm. */
  readonly materialised: { readonly hosts: number; readonly of: number };
  readonly latest: VerificationSummary | undefined;
};

/** What is known of a network, and whether that is enough to call it ready. */
export function conditionsOf({ network, materialised, latest }: NetworkSeen): {
  readonly conditions: NetworkConditions;
  readonly ready: boolean | null;
} {
  const conditions: NetworkConditions = {
    created: createdOf(network),
    materialised: { ...materialised },
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
  latest: VerificationSummary | undefined,
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
