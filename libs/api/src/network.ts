import * as z from 'zod';
import { checkVerdictSchema } from './check.js';

/** What is known of a network beyond that the Engine lists it. */
export const networkConditionsSchema = z
  .strictObject({
    created: z
      .strictObject({ verdict: checkVerdictSchema, reason: z.string() })
      .describe('The swarm has it, and has given it addresses.'),
    materialised: z
      .strictObject({ hosts: z.int(), of: z.int() })
      .describe('On how many hosts of the swarm it exists now; on a worker only while it is used.'),
    verified: z
      .strictObject({
        verdict: checkVerdictSchema,
        reason: z.string(),
        at: z.string().nullable().describe('RFC 3339; null = never.'),
        operationId: z.string().nullable().describe('By which operation.'),
      })
      .describe('What was seen of packets, the last time that anybody looked.'),
    encrypted: z
      .enum(['proven', 'not', 'unknown', 'n/a'])
      .describe('What was seen on the wire then; n/a = not asked for.'),
  })
  .meta({ id: 'NetworkConditions' });

/** A network of the fleet's swarm, merged from what all hosts report. */
export const networkSchema = z
  .strictObject({
    name: z.string(),
    id: z.string(),
    driver: z.string(),
    scope: z.enum(['local', 'swarm', 'global']),
    attachable: z.boolean().describe('Standalone containers may join; else swarm services only.'),
    internal: z.boolean(),
    encrypted: z.boolean().describe('Asked for; says nothing about what is on the wire.'),
    ingress: z.boolean().describe('The routing mesh.'),
    subnets: z.array(
      z.strictObject({
        subnet: z.string(),
        gateway: z.string(),
        ipRange: z
          .string()
          .nullable()
          .describe('Where containers get addresses from; null = all of it.'),
      }),
    ),
    mtu: z
      .int()
      .nullable()
      .describe("MTU of the paths that it was made for, bytes; null = the Engine's default, 1500."),
    vnis: z.array(z.int()),
    options: z.record(z.string(), z.string()).describe('Of the driver, all of them.'),
    labels: z.record(z.string(), z.string()),
    createdAt: z.string(),
    materialisedOn: z
      .array(z.string())
      .describe(
        'Hosts where it exists now. A worker has a swarm network only while something there uses it.',
      ),
    attachments: z
      .array(
        z.strictObject({
          host: z.string(),
          container: z.string(),
          ipv4Address: z.string(),
          ipv6Address: z.string(),
        }),
      )
      .describe('Containers on it.'),
    conditions: networkConditionsSchema,
    ready: z
      .boolean()
      .nullable()
      .describe(
        'Created, verified, and proven to be encrypted where that was asked for; null = cannot be told (ingress).',
      ),
    observedAt: z.string().describe('RFC 3339: the oldest look that this is made from.'),
  })
  .meta({ id: 'Network' });

export const networkListSchema = z.strictObject({
  fleet: z.string(),
  revision: z.int(),
  networks: z.array(networkSchema),
  unknownOn: z
    .array(z.string())
    .describe('Hosts that could not be asked: the list may lack what is there.'),
});

const subnetSchema = z.strictObject({
  subnet: z.string().describe('CIDR.'),
  gateway: z.string().optional().describe("Left out = the subnet's first address."),
  ipRange: z.string().optional().describe('CIDR that containers get addresses from.'),
  auxAddresses: z
    .record(z.string(), z.string())
    .optional()
    .describe('To keep free, by what has them. Swarms forget them.'),
});

/** Body of `POST /v1/fleets/{fleet}/networks`: what an entry of `networks` in a spec may have. */
export const createNetworkSchema = z
  .strictObject({
    name: z.string(),
    attachable: z.boolean().default(false),
    internal: z.boolean().default(false),
    encrypted: z.boolean().default(false),
    ingress: z.boolean().default(false).describe('The routing mesh, instead of the one there is.'),
    subnets: z
      .array(z.union([z.string(), subnetSchema]))
      .default([])
      .describe('None = one is chosen that meets nothing in use on any host.'),
    ipv6: z.boolean().default(false).describe('Has an IPv6 subnet, which has to be given.'),
    expectedEndpoints: z
      .int()
      .optional()
      .describe('Containers and tasks at once: what a subnet that is chosen is sized for.'),
    mtu: z
      .union([z.literal('auto'), z.int()])
      .optional()
      .describe('MTU of the paths, bytes; auto = the smallest that was measured.'),
    vnis: z.array(z.int()).default([]).describe('VXLAN network identifiers.'),
    options: z.record(z.string(), z.string()).default({}).describe('Further, of the driver.'),
    labels: z.record(z.string(), z.string()).default({}),
  })
  .meta({ id: 'CreateNetwork' });

/** Body of `PATCH /v1/fleets/{fleet}/networks/{name}`. */
export const updateNetworkSchema = z
  .strictObject({
    labels: z
      .record(z.string(), z.string())
      .describe('Set besides those that it has; an empty text takes one away.'),
  })
  .meta({ id: 'UpdateNetwork' });

export type NetworkView = z.infer<typeof networkSchema>;
export type NetworkList = z.infer<typeof networkListSchema>;
export type CreateNetwork = z.input<typeof createNetworkSchema>;
export type NetworkConditions = z.infer<typeof networkConditionsSchema>;
export type UpdateNetwork = z.input<typeof updateNetworkSchema>;
