import { findingSchema } from '@muster/api';
import { fleetErrorCodes } from '@muster/kernel';
import type { OperationEvent } from '@muster/plan';
import * as z from 'zod';

/** One entry of an operation's journal. */
export type Stamped = OperationEvent & {
  /** 1, 2, 3 … */
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
};

const stamp = { seq: z.int().min(1), at: z.string() };
const about = { ...stamp, stepId: z.string() };

const stepSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  args: z.looseObject({}),
  needs: z.array(z.string()),
  reason: z.string(),
});

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('operation.started'), ...stamp }),
  z.object({
    type: z.literal('plan.made'),
    ...stamp,
    steps: z.array(stepSchema),
    findings: z.array(findingSchema),
  }),
  z.object({ type: z.literal('step.started'), ...about, host: z.string().optional() }),
  z.object({ type: z.literal('step.progress'), ...about, message: z.string() }),
  z.object({
    type: z.literal('step.finished'),
    ...about,
    changed: z.boolean(),
    durationMs: z.number(),
  }),
  z.object({
    type: z.literal('step.failed'),
    ...about,
    code: z.enum(fleetErrorCodes),
    message: z.string(),
  }),
  z.object({ type: z.literal('operation.resumed'), ...stamp, reason: z.string() }),
  z.object({
    type: z.literal('operation.finished'),
    ...stamp,
    state: z.enum(['succeeded', 'failed', 'cancelled']),
    reason: z.string().optional(),
  }),
]);

/**
 * Throws a ZodError or a SyntaxError when the data is no event that we know. What the arguments of a step are is the
 * coordinator's business; here they are only shown.
 */
export function parseEvent(data: string): Stamped {
  return eventSchema.parse(JSON.parse(data)) as Stamped;
}
