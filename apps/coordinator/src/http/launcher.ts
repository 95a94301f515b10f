import { isBlocker } from '@muster/kernel';
import { Mutex } from '@muster/runtime';
import { claimId } from '../operations/claims.js';
import type { Operations } from '../operations/operations.js';
import type { Plans } from '../operations/plans.js';
import type {
  Draft,
  OperationStore,
  Startable,
  StoredOperation,
  StoredPlan,
} from '../store/operations.js';
import { ProblemError } from './problem.js';

/** The way from a plan to a running operation, with every reason not to take it. */
export class Launcher {
  /** Between looking whom hosts and fleet belong to and starting, nobody else starts. */
  readonly #launches = new Mutex();

  constructor(
    private readonly plans: Plans,
    private readonly operations: Operations,
    private readonly store: OperationStore,
  ) {}

  /** A plan that somebody saw and agreed to. @throws not_found; ProblemError fleet-busy, plan-blocked, plan-stale. */
  async launch(fleet: string, planId: string, signal: AbortSignal): Promise<StoredOperation> {
    const plan = await this.store.plan(planId);
    if (plan.fleet !== fleet) {
      throw new ProblemError(404, 'plan-not-found', `fleet ${fleet} has no plan ${planId}`, []);
    }
    await this.#check(plan);
    if (await this.plans.isStale(plan, signal)) {
      throw new ProblemError(
        409,
        'plan-stale',
        `the hosts have changed since plan ${planId} was made`,
        ['plan again, and look at what has changed'],
      );
    }
    return this.#start({ plan });
  }

  /** A plan that was made for this very request, and is stored with its operation. @throws ProblemError fleet-busy, plan-blocked. */
  launchNow(draft: Draft): Promise<StoredOperation> {
    return this.#start(draft);
  }

  #start(startable: Startable): Promise<StoredOperation> {
    return this.#launches.run(async () => {
      await this.#check(startable.plan);
      return this.operations.start(startable);
    });
  }

  async #check(plan: StoredPlan): Promise<void> {
    const busy = await this.operations.runningOf(plan.fleet);
    if (busy !== undefined) {
      throw new ProblemError(
        409,
        'fleet-busy',
        `operation ${busy.id} of fleet ${plan.fleet} is ${busy.state}`,
        [`muster operations watch ${busy.id}`, `muster operations cancel ${busy.id}`],
      );
    }
    // Another fleet may have been applied since the plan was made.
    const now = await this.plans.claimsOn(plan);
    const findings = [...plan.findings.filter(({ id }) => id !== claimId), ...now];
    const blockers = findings.filter(isBlocker);
    if (blockers.length === 0) return;
    const detail = blockers.map(({ message }) => message).join('; ');
    throw new ProblemError(
      409,
      'plan-blocked',
      detail,
      blockers.flatMap(({ remedy }) => remedy),
      findings,
    );
  }
}
