import * as z from 'zod';
import { operationStateSchema } from './operation.js';
import { findingSchema } from './problem.js';

// The port mesh check: what is asked, how it stands, and what it found.

export const checkVerdictSchema = z.enum(['pass', 'fail', 'unknown']);

/** One directed edge, judged. */
export const edgeSchema = z
  .strictObject({
    source: z.string(),
    destination: z.string(),
    address: z.string().describe('Where the probes went: advertise or data path address.'),
    port: z.int().describe('0 for esp.'),
    protocol: z.enum(['tcp', 'udp', 'esp']),
    verdict: checkVerdictSchema,
    layer: z
      .enum([
        'none',
        'source-firewall',
        'network',
        'destination-firewall',
        'occupied',
        'closed',
        'unknown',
      ])
      .describe('Where it is stopped.'),
    lossPercent: z.number().nullable().describe('0 to 100; null = nothing could be counted.'),
    rttMs: z.number().nullable().describe('Of the TCP handshake, milliseconds.'),
    reason: z.string().describe('What was seen, as a sentence.'),
    remedy: z.array(z.string()).describe('Exact commands or sentences, best first.'),
  })
  .meta({ id: 'Edge' });

export const pathMtuSchema = z
  .strictObject({
    source: z.string(),
    destination: z.string(),
    mtu: z
      .int()
      .nullable()
      .describe('Bytes: the largest packet that arrived whole; null = not known.'),
  })
  .meta({ id: 'PathMtu' });

/** A finding without a place in a spec: checks are also made without one. */
export const checkFindingSchema = findingSchema
  .omit({ path: true, line: true })
  .meta({ id: 'CheckFinding' });

export const checkReportSchema = z
  .strictObject({
    fleet: z.string().nullable().describe('null = hosts by name, of no fleet in particular.'),
    startedAt: z.string().describe('RFC 3339.'),
    durationMs: z.int(),
    edges: z.array(edgeSchema),
    pathMtu: z.array(pathMtuSchema),
    findings: z.array(checkFindingSchema).describe('Of the mesh and of its hosts.'),
  })
  .meta({ id: 'CheckReport' });

export const checkCauseSchema = z
  .enum(['request', 'plan', 'operation', 'watch'])
  .describe('Who asked: a person, a plan, a running operation, or the watch over fleets.');

/** One check without its report. */
export const checkSummarySchema = z
  .strictObject({
    id: z.string(),
    fleet: z.string().nullable(),
    state: operationStateSchema.describe('succeeded = it was made, whatever it found.'),
    cause: checkCauseSchema,
    operationId: z.string().nullable().describe('The operation that it was a part of.'),
    hosts: z.array(z.string()),
    ports: z.array(z.string()).describe('For example `2377/tcp`, `esp`.'),
    progress: z.string().nullable().describe('What it does now.'),
    reason: z.string().nullable().describe('Why it failed or was cancelled.'),
    verdict: checkVerdictSchema
      .nullable()
      .describe(
        'fail when an edge fails, else unknown when anything is; null until it has succeeded.',
      ),
    edges: z
      .strictObject({ pass: z.int(), fail: z.int(), unknown: z.int() })
      .nullable()
      .describe('How many.'),
    blockers: z.int().nullable().describe('Findings that would keep a plan from running.'),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'CheckSummary' });

export const checkSchema = checkSummarySchema
  .extend({ report: checkReportSchema.nullable().describe('null until it has succeeded.') })
  .meta({ id: 'Check' });

export const checkListSchema = z.strictObject({ checks: z.array(checkSummarySchema) });

const port = z
  .string()
  .regex(/^(\d{1,5}(\/(tcp|udp))?|(50\/)?esp)$/, 'write 2377/tcp, 7946/udp, 7946 or esp')
  .refine((text) => !/^\d/.test(text) || parseInt(text, 10) <= 65_535, 'ports end at 65535');

/** Body of `POST /v1/fleets/{fleet}/checks` and `POST /v1/checks`. */
export const createCheckSchema = z
  .strictObject({
    hosts: z
      .array(z.string())
      .min(1, 'name at least one host, or leave it out for all')
      .optional()
      .describe('Only edges between these; default: all hosts of the spec.'),
    ports: z
      .array(port)
      .min(1, 'name at least one port, or leave it out for all')
      .optional()
      .describe(
        '`2377/tcp`, `7946` (every protocol on it) or `esp`; default: all that Swarm uses.',
      ),
    spec: z
      .string()
      .optional()
      .describe('The text of a spec; default: the one that was applied last.'),
    accept: z.array(z.string()).default([]).describe('Ids of findings to show as accepted.'),
  })
  .meta({ id: 'CreateCheck' });

export type EdgeView = z.infer<typeof edgeSchema>;
export type PathMtuView = z.infer<typeof pathMtuSchema>;
export type CheckFindingView = z.infer<typeof checkFindingSchema>;
export type CheckReport = z.infer<typeof checkReportSchema>;
export type CheckCause = z.infer<typeof checkCauseSchema>;
export type CheckSummary = z.infer<typeof checkSummarySchema>;
export type CheckAnswer = z.infer<typeof checkSchema>;
export type CheckList = z.infer<typeof checkListSchema>;
export type CreateCheck = z.input<typeof createCheckSchema>;
