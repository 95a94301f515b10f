import type { Plan } from './plan.js';
import type { Step } from './step.js';

const none: ReadonlySet<string> = new Set();

/** The next wave: steps that are not done and whose needs all are. Empty when all is done, or nothing can go on. */
export const readySteps = (plan: Plan, done: ReadonlySet<string> = none): readonly Step[] =>
  plan.steps.filter((step) => !done.has(step.id) && step.needs.every((id) => done.has(id)));
