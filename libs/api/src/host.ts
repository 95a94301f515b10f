import * as z from 'zod';
import { hostFactsSchema } from './host-facts.js';
import { nextSchema } from './table.js';

const verdict = z.enum(['pass', 'fail', 'unknown']);

export const conditionSchema = z
  .strictObject({
    name: z.string().describe('For example `gossip`.'),
    verdict,
    detail: z.string().describe('What was seen.'),
  })
  .meta({ id: 'Condition' });

export const membershipSchema = z
  .strictObject({
    kind: z.enum(['unknown', 'none', 'joining', 'member', 'broken']),
    reason: z.string().optional().describe('For unknown, joining and broken.'),
    nodeId: z.string().optional().describe('For a member.'),
    role: z.enum(['manager', 'worker']).optional().describe('For a member.'),
    address: z.string().optional().describe("A member's address in its swarm."),
  })
  .meta({ id: 'Membership' });

export const nodeSchema = z
  .strictObject({
    state: z.enum(['unknown', 'down', 'ready', 'disconnected']),
    availability: z.enum(['active', 'pause', 'drain']),
    leader: z.boolean(),
    labels: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Node' });

/** One host as the coordinator knows it. */
export const hostSchema = z
  .strictObject({
    host: z.string(),
    fleet: z.string().nullable().describe('Fleet whose spec names it; null = none does.'),
    connected: z.boolean().describe('Whether its agent has a session now.'),
    agentVersion: z.string().nullable(),
    observedAt: z.string().nullable().describe('RFC 3339: when the agent looked; null = never.'),
    follows: z
      .boolean()
      .describe(
        "The agent is connected and follows its Engine's events, so that changes come by themselves; else this is as old as `observedAt`.",
      ),
    changedAt: z
      .string()
      .nullable()
      .describe("RFC 3339, by the coordinator's clock: when something of it changed last."),
    lostAt: z
      .string()
      .nullable()
      .describe("Likewise: when the agent's session was lost, and all of this became stale."),
    engineVersion: z.string().nullable().describe('null = the Engine could not be asked.'),
    apiVersion: z.string().nullable(),
    operatingSystem: z.string().nullable(),
    kernel: z.string().nullable(),
    addresses: z
      .array(z.string())
      .describe('With prefix length; loopback and link-local left out.'),
    membership: membershipSchema,
    node: nodeSchema.nullable().describe('As a manager sees it; null = no manager could be asked.'),
    works: verdict.describe(
      'pass only when every condition passed; unknown for a host in no swarm.',
    ),
    conditions: z
      .array(conditionSchema)
      .describe('What `works` is made of; empty for a non-member.'),
    facts: hostFactsSchema
      .nullable()
      .optional()
      .describe('Only where one host is asked for; null = its agent has not reported yet.'),
  })
  .meta({ id: 'Host' });

export const hostListSchema = z.strictObject({
  revision: z.int().describe('Of the inventory.'),
  hosts: z.array(hostSchema),
  next: nextSchema,
});

export type HostView = z.infer<typeof hostSchema>;
export type HostList = z.infer<typeof hostListSchema>;
