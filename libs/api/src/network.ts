import { z } from 'zod';
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
    subnets: z.array(z.strictObject({ subnet: z.string(), gateway: z.string() })),
    mtu: z.int().nullable().describe("Bytes; null = the Engine's default."),
    vnis: z.array(z.int()),
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

/** Body of `POST /v1/fleets/{fleet}/networks`. */
export const createNetworkSchema = z
  .strictObject({
    name: z.string(),
    attachable: z.boolean().default(false),
    internal: z.boolean().default(false),
    encrypted: z.boolean().default(false),
    subnets: z.array(z.string()).default([]).describe('CIDR; none = the Engine chooses.'),
    mtu: z.int().optional().describe('Bytes.'),
    labels: z.record(z.string(), z.string()).default({}),
  })
  .meta({ id: 'CreateNetwork' });

export type NetworkView = z.infer<typeof networkSchema>;
export type NetworkList = z.infer<typeof networkListSchema>;
export type CreateNetwork = z.input<typeof createNetworkSchema>;
export type NetworkConditions = z.infer<typeof networkConditionsSchema>;
