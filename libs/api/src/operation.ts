import * as z from 'zod';
import { findingSchema } from './problem.js';

const goal = z.enum(['up', 'down', 'network.create', 'network.remove', 'network.verify']);

export const stepSchema = z
  .strictObject({
    id: z.string().describe('Stable over re-planning: kind and target, `swarm.join web-2`.'),
    kind: z.string(),
    host: z.string().nullable().describe('null = a manager chosen when it runs.'),
    description: z.string().describe('One line for people.'),
    reason: z.string(),
    needs: z.array(z.string()).describe('Ids of steps that come first.'),
  })
  .meta({ id: 'Step' });

export const planSchema = z
  .strictObject({
    id: z.string(),
    fleet: z.string(),
    goal,
    steps: z.array(stepSchema).describe('Empty = nothing to do.'),
    findings: z.array(findingSchema),
    specDigest: z.string().describe('`sha256:` of the spec text that it was made from.'),
    inventoryRevision: z.int(),
    createdAt: z.string(),
  })
  .meta({ id: 'Plan' });

/** Body of `POST /v1/fleets/{fleet}/plans`. */
export const createPlanSchema = z
  .strictObject({ goal: z.literal('down') })
  .meta({ id: 'CreatePlan' });

/** Body of `POST /v1/fleets/{fleet}/operations`. */
export const createOperationSchema = z
  .strictObject({ planId: z.string() })
  .meta({ id: 'CreateOperation' });

export const stepStateSchema = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export const operationStateSchema = z.enum([
  'pending',
  'running',
  'succeeded',
  'failed',
  'cancelled',
]);

export const operationSchema = z
  .strictObject({
    id: z.string(),
    fleet: z.string(),
    goal,
    planId: z.string().nullable(),
    state: operationStateSchema,
    reason: z.string().nullable().describe('Why it failed or was cancelled.'),
    steps: z.array(
      z.strictObject({
        id: z.string(),
        description: z.string(),
        state: stepStateSchema,
        changed: z.boolean().nullable().describe('null = not finished.'),
        message: z.string().nullable().describe('Latest progress, or why it failed.'),
      }),
    ),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Operation' });

export const operationListSchema = z.strictObject({
  operations: z.array(operationSchema.omit({ steps: true })),
});

export type StepView = z.infer<typeof stepSchema>;
export type PlanView = z.infer<typeof planSchema>;
export type OperationAnswer = z.infer<typeof operationSchema>;
export type OperationList = z.infer<typeof operationListSchema>;
