import { belongingOf, type Inventory, type SwarmView } from '@muster/inventory';
import type { FleetSpec } from '@muster/spec';

/** The swarm of the fleet, as far as a connected manager shows one: that of the first manager of the spec, else of any host. */
export function swarmOf({ hosts }: FleetSpec, inventory: Inventory): SwarmView | undefined {
  const managersFirst = hosts.toSorted(
    (a, b) => Number(b.role === 'manager') - Number(a.role === 'manager'),
  );
  for (const { name } of managersFirst) {
    const belonging = belongingOf(inventory, name);
    if (belonging.kind === 'in') return belonging.swarm;
  }
  return undefined;
}
