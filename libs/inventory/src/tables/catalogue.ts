import { disagreements } from './disagreements.js';
import { endpoints, orphans } from './endpoints.js';
import { conditions, hosts } from './hosts.js';
import { addresses, capabilities, interfaces, routes } from './machine.js';
import { networks, peers, subnets } from './networks.js';
import { serviceNetworks, services } from './services.js';
import { nodes } from './swarm.js';
import { swarmNetworks } from './swarm-networks.js';
import type { Table, View } from './table.js';

/** All tables of the inventory, in the order in which people read of them. */
export const tables = {
  hosts,
  conditions,
  nodes,
  services,
  serviceNetworks,
  swarmNetworks,
  networks,
  subnets,
  endpoints,
  orphans,
  peers,
  disagreements,
  interfaces,
  addresses,
  routes,
  capabilities,
} as const satisfies Readonly<Record<string, Table>>;

export type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables) as readonly TableName[];

/** Every host there may be rows of. @param named those that specs name; they may never have connected. */
export const hostsOf = ({ inventory }: View, named: Iterable<string>): readonly string[] => [
  ...new Set([...Object.keys(inventory.hosts), ...named]),
];
