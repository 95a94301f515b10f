import type { HostFacts } from '../facts.js';
import { type Difference, diffFacts } from './diff-facts.js';

/**
 * What differs, and the newer facts with everything that does not differ being the same objects as in the older: one copy in
 * memory, and a comparison of references tells what changed.
 */
export function shareFacts(
  before: HostFacts,
  after: HostFacts,
): { readonly facts: HostFacts; readonly difference: Difference } {
  const difference = diffFacts(before, after);
  const machine = difference.machine ?? before.machine;
  return {
    difference,
    facts: { ...after, machine, docker: sharedDocker(before.docker, after.docker, difference) },
  };
}

function sharedDocker(
  before: HostFacts['docker'],
  after: HostFacts['docker'],
  { docker }: Difference,
): HostFacts['docker'] {
  if (docker === undefined) return before;
  if (before.kind === 'unknown' || after.kind === 'unknown' || docker.kind === 'unknown')
    return after;
  const changed = new Set(docker.networks.put);
  const old = new Map(before.networks.map((network) => [network.id, network]));
  return {
    ...after,
    networks: after.networks.map((network) =>
      changed.has(network) ? network : (old.get(network.id) ?? network),
    ),
  };
}
