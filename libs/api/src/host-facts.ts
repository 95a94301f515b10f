import * as z from 'zod';

const presence = z.enum(['yes', 'no', 'unknown']);

const interfaceSchema = z.strictObject({
  name: z.string(),
  addresses: z.array(z.string()).describe('With prefix length.'),
  mtu: z.int().nullable().describe('Bytes; null = not known, as everywhere here.'),
  driver: z.string().nullable().describe('For example `virtio_net`, `bridge`, `vlan`, `virtual`.'),
  link: z.enum(['up', 'down', 'unknown']),
  mac: z.string().nullable(),
  txChecksum: z
    .enum(['on', 'off'])
    .nullable()
    .describe('tx-checksum-ip-generic; read only of drivers that are known to get it wrong.'),
});

const machineSchema = z.strictObject({
  hostname: z.string(),
  machineId: z.string(),
  bootId: z.string(),
  container: z.string().describe('`wsl`, `lxc`, …; empty = nothing shows that it is inside one.'),
  interfaces: z.array(interfaceSchema).describe("Without containers' veth pairs."),
  routes: z.array(
    z.strictObject({
      destination: z.string().describe('CIDR.'),
      gateway: z.string().describe('Empty = on the link.'),
      interface: z.string(),
    }),
  ),
  routesComplete: z.boolean().describe('false = there are more routes than are told.'),
  resolvers: z.array(z.string()),
  capabilities: z.array(
    z.strictObject({
      name: z.string().describe('For example `vxlan`, `esp`, `ipvs`.'),
      state: presence,
      how: z.string().describe('Where that was seen.'),
    }),
  ),
  neighbours: z
    .strictObject({ limit: z.int(), entries: z.int() })
    .nullable()
    .describe("The kernel's IPv4 neighbour table."),
  firewall: z.strictObject({
    iptables: z.enum(['nft', 'legacy', 'unknown']),
    legacyTables: z.array(z.string()),
    ufw: presence,
    firewalld: presence,
  }),
});

const engineSchema = z.strictObject({
  id: z.string(),
  architecture: z.string(),
  storageDriver: z.string(),
  dataRoot: z.string(),
  firewallBackend: z.string().describe('Empty = the Engine does not say (before API 1.49).'),
  liveRestore: z.boolean(),
  securityOptions: z.array(z.string()),
});

/** What a host tells of itself beyond its line in the list. */
export const hostFactsSchema = z
  .strictObject({
    seenAt: z
      .string()
      .nullable()
      .describe("RFC 3339, by the coordinator's clock: when this look began."),
    clock: z
      .strictObject({
        offsetMs: z.int().describe("How far the host's clock is ahead of the coordinator's."),
        errorMs: z.int().describe('The truth is within ± this.'),
      })
      .nullable(),
    machine: machineSchema,
    engine: engineSchema.nullable().describe('null = the Engine could not be asked.'),
    certificate: z
      .strictObject({ notBefore: z.string(), notAfter: z.string() })
      .nullable()
      .describe("RFC 3339; of the host's node in its swarm."),
  })
  .meta({ id: 'HostFacts' });

export type HostFactsView = z.infer<typeof hostFactsSchema>;
