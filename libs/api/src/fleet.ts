import * as z from 'zod';
import { hostSchema } from './host.js';
import { findingSchema } from './problem.js';

export const fleetSchema = z
  .strictObject({
    fleet: z.string(),
    specDigest: z.string(),
    hosts: z.array(z.string()).describe('As the spec names them.'),
    appliedAt: z.string().describe('RFC 3339: when this spec was last applied.'),
    problem: z
      .string()
      .optional()
      .describe('Why this version cannot read its spec; no hosts are shown then.'),
  })
  .meta({ id: 'Fleet' });

export const fleetListSchema = z.strictObject({ fleets: z.array(fleetSchema) });

/** What `muster status` shows. */
export const fleetStatusSchema = z
  .strictObject({
    fleet: z.string(),
    spec: z.string().describe('The text that was applied last, as its author wrote it.'),
    specDigest: z.string(),
    swarmId: z
      .string()
      .nullable()
      .describe('null = no manager could be asked, or there is no swarm.'),
    state: z
      .enum(['ready', 'differs', 'working', 'unknown'])
      .describe(
        'ready: every host works and nothing differs from the spec. working: an operation runs.',
      ),
    differences: z.array(z.string()).describe('Steps that would make it as the spec says.'),
    findings: z.array(findingSchema),
    hosts: z.array(hostSchema),
    networks: z.int().describe('Overlay networks of the swarm, ingress left out.'),
    operation: z.string().nullable().describe('Id of the running operation.'),
  })
  .meta({ id: 'FleetStatus' });

export type FleetView = z.infer<typeof fleetSchema>;
export type FleetList = z.infer<typeof fleetListSchema>;
export type FleetStatus = z.infer<typeof fleetStatusSchema>;
