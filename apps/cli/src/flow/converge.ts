import type { OperationAnswer, PlanView } from '@muster/api';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { Stop } from '../stop.js';
import { operationSummary } from '../view/operations.js';
import { isBlocked, planView, scope } from '../view/plan.js';
import { ask } from './ask.js';
import { observationView, type Observation } from './observe.js';
import { watch } from './watch.js';

export type Convergence = {
  readonly makePlan: () => Promise<PlanView>;
  /** Do not ask. */
  readonly yes: boolean;
  /** Whether a plan without steps is still to be applied, for what it changes in the coordinator's own records. */
  readonly appliesIdle: (plan: PlanView) => Promise<boolean>;
  readonly observe: (plan: PlanView) => Promise<Observation>;
};

/** With --yes, how often a plan is made again because the hosts changed in the meantime. */
const mostPlans = 4;

/** Plan, show, ask, apply, watch, observe: what `up` and `down` are. */
export async function converge(context: Context, wanted: Convergence): Promise<ExitCode> {
  const { out } = context;
  for (let plans = 1; ; plans += 1) {
    const plan = await wanted.makePlan();
    out.say(planView(plan, out.style));
    if (isBlocked(plan)) return report(context, { plan, operation: null, seen: null });
    const idle = plan.steps.length === 0;
    if (idle && !(await wanted.appliesIdle(plan)))
      return report(context, { plan, operation: null, seen: await wanted.observe(plan) });
    const agreed = idle || wanted.yes || (await ask(context, `Apply ${scope(plan)}?`));
    if (!agreed) throw Stop.failed('declined', 'not confirmed; nothing was changed', []);
    const started = await apply(context, plan, !wanted.yes || plans < mostPlans);
    if (started === undefined) continue;
    const operation = await watch(context, started.id);
    return report(context, { plan, operation, seen: await wanted.observe(plan) });
  }
}

/** Undefined when the plan is stale and another may be made. */
async function apply(
  { coordinator, out }: Context,
  plan: PlanView,
  mayPlanAgain: boolean,
): Promise<OperationAnswer | undefined> {
  try {
    return await coordinator.apply(plan.fleet, plan.id);
  } catch (thrown) {
    const stale = thrown instanceof Stop && thrown.problem.code === 'plan-stale';
    if (!stale || !mayPlanAgain) throw thrown;
    out.say('The hosts changed since this plan was made; planning again.\n');
    return undefined;
  }
}

type Outcome = {
  readonly plan: PlanView;
  /** null = none was needed, or the plan is blocked. */
  readonly operation: OperationAnswer | null;
  readonly seen: Observation | null;
};

function report(context: Context, { plan, operation, seen }: Outcome): ExitCode {
  const { out } = context;
  const document = {
    plan,
    operation,
    hosts: seen?.hosts?.hosts ?? null,
    networks: seen?.networks?.networks ?? null,
  };
  if (out.format !== 'table') {
    out.answer(document, () => '');
    for (const { problem } of seen?.problems ?? []) out.answerError(problem, () => problem.detail);
  } else if (seen !== null) {
    const end = operation === null ? [] : [operationSummary(operation, out.style)];
    out.say(['', observationView(context, seen), ...end].join('\n'));
  }
  if (isBlocked(plan)) return exit.blocked;
  const succeeded = operation === null || operation.state === 'succeeded';
  return succeeded && seen?.problems.length === 0 ? exit.done : exit.failed;
}
