import * as z from 'zod';
import type { OverlaySubnet } from '@muster/inventory';
import type { FleetSpec, HostSpec, NetworkSpec, SwarmSpec } from './fleet-spec.js';
import {
  address,
  addressPool,
  block,
  driverOptions,
  fleetName,
  hostAddress,
  hostName,
  labels,
  listenAddress,
  networkName,
  subnet,
  whole,
} from './fields.js';

/** More hosts than this in one fleet were never tried; the spec is refused. */
export const maxHosts = 1_000;
export const maxNetworks = 1_000;

export const swarmSchema: z.ZodType<SwarmSpec> = z.strictObject({
  addressPools: z
    .array(addressPool)
    .max(64, 'has more than 64 blocks')
    .default([])
    .describe('Blocks that overlay subnets are cut from; empty = 10.0.0.0/8. Init-only'),
  // Engines refuse larger ones: no room for the load balancer (moby daemon/cluster, validateDefaultAddrPool).
  subnetSize: whole(8, 29, 'Prefix length of those subnets. Init-only').default(24),
  dataPathPort: whole(1024, 49151, 'UDP port of VXLAN. Init-only').default(4789),
  autolock: z
    .boolean()
    .default(false)
    .describe('Managers need the unlock key after a restart. Init-only'),
  reserved: z
    .array(block)
    .max(256, 'has more than 256 blocks')
    .default([])
    .describe('Blocks that no subnet of a network is ever chosen in'),
});

const subnetSchema: z.ZodType<OverlaySubnet> = z.strictObject({
  subnet,
  gateway: address.exactOptional().describe("Left out = the subnet's first address"),
  ipRange: block.exactOptional().describe('Where containers get addresses from; left out = all'),
  auxAddresses: z
    .record(z.string().min(1), address)
    .default({})
    .describe('To keep free, by what has them. Swarm forgets them'),
});

/** A block alone, or with what is said of it. Strings first: see `problemsOf`. */
const subnetEntry = z.union([
  subnet.transform((text): OverlaySubnet => ({ subnet: text, auxAddresses: {} })),
  subnetSchema,
]);

export const hostSchema: z.ZodType<HostSpec> = z.strictObject({
  name: hostName,
  role: z.enum(['manager', 'worker']).default('worker').describe('Role of its node in the swarm'),
  advertiseAddress: hostAddress.exactOptional().describe('What the other members dial'),
  listenAddress: listenAddress.exactOptional().describe('Bound locally'),
  dataPathAddress: hostAddress.exactOptional().describe('Where VXLAN is sent to'),
  availability: z
    .enum(['active', 'pause', 'drain'])
    .default('active')
    .describe('Whether services may run on its node'),
  labels: labels.describe('Labels of its node: exactly these; none given = left as they are'),
});

export const networkSchema: z.ZodType<NetworkSpec> = z.strictObject({
  name: networkName,
  attachable: z
    .boolean()
    .default(false)
    .describe('Standalone containers may join; otherwise swarm services only'),
  internal: z.boolean().default(false).describe('No way out of the network'),
  encrypted: z.boolean().default(false).describe('IPsec between the hosts'),
  ingress: z
    .boolean()
    .default(false)
    .describe('The routing mesh of published ports, instead of the one that Docker makes'),
  subnets: z
    .array(subnetEntry)
    .max(16, 'has more than 16 subnets')
    .default([])
    .describe('Empty = one is chosen from the address pools that meets nothing in use'),
  ipv6: z.boolean().default(false).describe('Has an IPv6 subnet, which has to be given'),
  expectedEndpoints: whole(
    1,
    1_000_000,
    'Containers and tasks at the same time, for the size of a subnet that is chosen',
  ).exactOptional(),
  // Strings first: see `problemsOf`.
  mtu: z
    .union([
      z.literal('auto', 'must be auto or a whole number of bytes'),
      whole(576, 65535, "MTU of the paths, bytes; left out = the Engine's default, 1500"),
    ])
    .exactOptional()
    .describe('auto = the smallest path MTU that was measured in the fleet'),
  vnis: z
    .array(whole(1, 16_777_215, 'VXLAN network identifier'))
    .max(16, 'has more than 16 entries')
    .default([])
    .describe('VXLAN network identifiers, in the order of the subnets; chosen where left out'),
  options: driverOptions.describe('Further options of the overlay driver'),
  labels: labels.describe('Labels of the network'),
});

export const fleetSchema: z.ZodType<FleetSpec> = z.strictObject({
  version: z.literal(1, 'must be 1').describe('Version of this format'),
  fleet: fleetName,
  swarm: swarmSchema
    .exactOptional()
    .describe('The swarm to make; left out = make none. `swarm: {}` takes all defaults'),
  hosts: z.array(hostSchema).min(1, 'names no host').max(maxHosts),
  networks: z.array(networkSchema).max(maxNetworks).default([]),
});

/** Keys known in each part of the spec, to suggest one for a mistyped key. */
export const knownKeys = {
  fleet: keysOf(fleetSchema),
  swarm: keysOf(swarmSchema),
  host: keysOf(hostSchema),
  network: keysOf(networkSchema),
  subnet: keysOf(subnetSchema),
} as const;

function keysOf(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The format as JSON Schema (2020-12), of what people write: defaults may be left out. */
export const fleetSpecJsonSchema = (): object => z.toJSONSchema(fleetSchema, { io: 'input' });

/** The same for one entry of `networks`. */
export const networkSpecJsonSchema = (): object => z.toJSONSchema(networkSchema, { io: 'input' });
