import { dockerOf, type Inventory } from '../inventory.js';
import { type Disagreement, witnessesBySwarm } from './disagreement.js';
import { addressesTwice, orphanEndpoints } from './endpoints.js';
import { ambiguousNames, networkDisagreements } from './networks.js';
import { nodeDisagreements } from './nodes.js';
import { peerDisagreements } from './peers.js';

export { type Disagreement, type DisagreementKind, disagreementKinds } from './disagreement.js';

// As for surveys: an inventory never changes, and every host is asked about.
const known = new WeakMap<Inventory, readonly Disagreement[]>();

/**
 * What the hosts of an inventory say that cannot all be true. Peers hear of each other a moment after a network came to a host,
 * and an endpoint that is being made looks like an orphan: what stays counts.
 */
export function disagreementsOf(inventory: Inventory): readonly Disagreement[] {
  const found = known.get(inventory) ?? find(inventory);
  known.set(inventory, found);
  return found;
}

function find(inventory: Inventory): readonly Disagreement[] {
  const swarms = [...witnessesBySwarm(inventory).values()];
  const inSwarms = swarms.flatMap((witnesses) => [
    ...peerDisagreements(witnesses),
    ...networkDisagreements(witnesses),
    ...nodeDisagreements(witnesses),
    ...addressesTwice(witnesses),
  ]);
  const onHosts = Object.keys(inventory.hosts).flatMap((host) => {
    const docker = dockerOf(inventory, host);
    const networks = docker.kind === 'known' ? docker.networks : [];
    return [...ambiguousNames(host, networks), ...orphanEndpoints(host, networks)];
  });
  return [...inSwarms, ...onHosts];
}
