import { networksOf, type Inventory } from '@muster/inventory';
import type { FleetSpec } from '@muster/spec';
import type { ProbePort } from '../model.js';
import { swarmPorts } from '../ports.js';
import { swarmOf } from './swarm.js';

/**
 * TCP 2377, TCP and UDP 7946, the data path port, and ESP where the spec or the swarm has an encrypted network. A swarm
 * keeps the data path port that it was made with, whatever the spec says.
 */
export function portsOf(spec: FleetSpec, inventory: Inventory): readonly ProbePort[] {
  const dataPathPort =
    swarmOf(spec, inventory)?.facts.dataPathPort ?? spec.swarm?.dataPathPort ?? 4789;
  const encrypted =
    spec.networks.some((network) => network.encrypted) ||
    spec.hosts.some(({ name }) => networksOf(inventory, name).some((it) => it.encrypted));
  return swarmPorts(dataPathPort, encrypted);
}
