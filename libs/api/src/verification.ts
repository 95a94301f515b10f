import * as z from 'zod';
import { checkFindingSchema, checkVerdictSchema } from './check.js';

// The verification of a network: what was seen of packets that cross it.

/** One ordered pair of hosts. */
export const overlayPairSchema = z
  .strictObject({
    source: z.string(),
    destination: z.string(),
    verdict: checkVerdictSchema.describe('pass only where the destination received it all.'),
    layer: z
      .enum(['name-resolution', 'udp', 'tcp', 'large-packets'])
      .nullable()
      .describe('Where it stops; null unless it fails.'),
    reason: z.string().describe('What was seen, as a sentence; empty for a pass.'),
    bitsPerSecond: z
      .int()
      .nullable()
      .describe('Of a TCP transfer of 256 KiB, one connection; null unless it passes.'),
  })
  .meta({ id: 'OverlayPair' });

export const encryptionSchema = z
  .strictObject({
    state: z
      .enum(['proven', 'not', 'unknown', 'n/a'])
      .describe(
        'proven: both ends of every pair counted ESP and no VXLAN of this network in the clear. n/a: not asked for.',
      ),
    reason: z.string(),
    espPackets: z
      .int()
      .describe(
        'Seen at the network cards of all hosts while it ran, both ways; of other encrypted networks too, since ESP does not tell.',
      ),
    plainPackets: z.int().describe('VXLAN of this network in the clear, likewise.'),
  })
  .meta({ id: 'Encryption' });

/** One verification without its pairs. */
export const verificationSummarySchema = z
  .strictObject({
    id: z.string(),
    network: z.string().describe('Its name then.'),
    networkId: z.string().describe("Docker's id: a network made anew under a name is another."),
    operationId: z.string().nullable().describe('null = of an operation that was let go of since.'),
    verdict: checkVerdictSchema,
    encryption: encryptionSchema.shape.state,
    pairs: z
      .strictObject({ pass: z.int(), fail: z.int(), unknown: z.int() })
      .describe('How many ordered pairs of hosts.'),
    startedAt: z.string(),
    finishedAt: z.string(),
  })
  .meta({ id: 'VerificationSummary' });

export const verificationSchema = verificationSummarySchema
  .omit({ pairs: true, encryption: true })
  .extend({
    hosts: z.array(z.string()),
    leftOut: z
      .array(z.strictObject({ host: z.string(), reason: z.string() }))
      .describe('Hosts that no task may run on: drained or paused.'),
    startMs: z.int().describe('Until every task ran; of the time from startedAt to finishedAt.'),
    pairs: z.array(overlayPairSchema),
    encryption: encryptionSchema,
    vip: z
      .strictObject({
        verdict: checkVerdictSchema,
        reason: z.string(),
        hosts: z.array(z.string()).describe('Where it does not answer, or nobody knows.'),
      })
      .describe('Whether virtual addresses of services work (IPVS). No part of the verdict.'),
    findings: z.array(checkFindingSchema),
  })
  .meta({ id: 'Verification' });

/** Answer of `GET /v1/fleets/{fleet}/networks/{name}/verification`. */
export const networkVerificationSchema = z
  .strictObject({
    network: z.string(),
    networkId: z.string(),
    latest: verificationSchema.nullable().describe('null = it was never verified.'),
    history: z.array(verificationSummarySchema).describe('The newest first, the latest included.'),
  })
  .meta({ id: 'NetworkVerification' });

export type OverlayPairView = z.infer<typeof overlayPairSchema>;
export type EncryptionView = z.infer<typeof encryptionSchema>;
export type VerificationSummary = z.infer<typeof verificationSummarySchema>;
export type VerificationView = z.infer<typeof verificationSchema>;
export type NetworkVerification = z.infer<typeof networkVerificationSchema>;
