import { belongingOf, swarmsSeen, type Inventory, type SwarmView } from '@muster/inventory';
import type { FleetSpec } from '@muster/spec';

/**
 * The swarm of the fleet: one that a connected manager sees, and of which a host that the spec names manager is a
 * listed node. Of several, the one where such a host is a manager already comes first, then the one with most hosts of the
 * spec, then the one whose first host stands first in the spec. Undefined when there is none (yet).
 */
export function ourSwarm(spec: FleetSpec, inventory: Inventory): SwarmView | undefined {
  const tallies = new Map<string, Tally>();
  for (const host of spec.hosts) {
    const belonging = belongingOf(inventory, host.name);
    if (belonging.kind !== 'in') continue;
    const { id } = belonging.swarm;
    const tally = tallies.get(id) ?? { id, hosts: 0, managers: 0, futureManagers: 0 };
    tallies.set(id, tally);
    tally.hosts += 1;
    // One that the managers do not list may have to leave and join again, and then nothing would tell this swarm is ours.
    if (host.role !== 'manager' || belonging.node === undefined) continue;
    tally.futureManagers += 1;
    if (belonging.member.role === 'manager') tally.managers += 1;
  }
  const ranked = [...tallies.values()]
    .filter((tally) => tally.futureManagers > 0)
    // toSorted is stable: what is equal stays in the order of the spec.
    .toSorted((a, b) => Number(b.managers > 0) - Number(a.managers > 0) || b.hosts - a.hosts);
  return swarmsSeen(inventory).find((swarm) => swarm.id === ranked[0]?.id);
}

type Tally = { readonly id: string; hosts: number; managers: number; futureManagers: number };
