import { emptyInventory, type Inventory } from '@muster/inventory';
import { FleetError, isBlocker, isRetryable } from '@muster/kernel';
import {
  type Goal,
  type OperationEvent,
  type Plan,
  planFor,
  readySteps,
  type Step,
  type StepKind,
} from '@muster/plan';
import { AdaptiveLimit, sleep } from '@muster/runtime';
import type { SessionHub } from '../agents/session-hub.js';
import { freshCheckMs, needsPorts, type PortGate } from '../checks/port-gate.js';
import type { PathMtus } from '../checks/path-mtus.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { Verifications } from '../verify/verifications.js';
import { maxAgeFor, planLookMs } from './plans.js';
import { runStep } from './steps/handlers.js';
import { JoinTokens } from './steps/join-tokens.js';
import type { StepContext } from './steps/step-context.js';

/** How often one step may be started in one operation: failures worth a retry, and successes that did not last. */
const mostStarts = 3;
/** A step that takes longer says that the Engines have as much as they can do. Milliseconds. */
const slowStepMs = 15_000;

/** A host to which nothing was done may have been looked at this long ago. Milliseconds. */
const freshMs = 3_000;
/**
 * The operation was started when every host was there. One that is gone now may be rebooting, its agent reconnecting, or
 * this coordinator may just have come back: wait this long before calling it a blocker. Milliseconds.
 */
const patienceMs = 45_000;
const absences: ReadonlySet<string> = new Set(['host-without-agent', 'engine-unreachable']);

export type ExecutorDeps = {
  readonly hub: SessionHub;
  readonly keeper: InventoryKeeper;
  readonly gate: PortGate;
  readonly verifications: Pick<Verifications, 'verify' | 'verified'>;
  readonly paths: PathMtus;
  /** Writes to the operation's journal; awaited before what the event says is done. */
  readonly record: (event: OperationEvent) => Promise<void>;
  /** The same for what has happened already: written before what is recorded next. */
  readonly note: (event: OperationEvent) => void;
};

/** What one operation runs. */
export type Job = {
  readonly operationId: string;
  readonly goal: Goal;
  /** Ids of findings that it goes on over. */
  readonly accept: readonly string[];
};

export type Ending = {
  readonly state: 'succeeded' | 'failed' | 'cancelled';
  readonly reason?: string;
};

/**
 * Runs one operation: look, plan, run what is ready, look again, until the plan is empty. It remembers only how often it
 * tried what, so an operation that was cut off anywhere goes on by starting over.
 */
export class Executor {
  readonly #starts = new Map<string, number>();
  readonly #givenUp = new Map<string, string>();
  #planned: Inventory = emptyInventory;
  /** After a conflict, what agents tell is not enough: somebody was faster than that. */
  #looksAgain = false;
  /**
   * How many steps of a kind run at once; others all do. Kept over the waves, so that what one learned serves the next.
   * An Engine whose goodbye does not reach its peers within a second keeps its gossip listener for ever ("Could not close
   * DB: timeout waiting for leave broadcast", libnetwork networkdb/cluster.go), so not all leave at the same time.
   */
  readonly #limits: Partial<Record<StepKind, AdaptiveLimit>> = {
    'swarm.join': new AdaptiveLimit({ initial: 32, least: 2, most: 128 }),
    'swarm.leave': new AdaptiveLimit({ initial: 4, least: 2, most: 4 }),
    // Each puts a task on every host.
    'network.verify': new AdaptiveLimit({ initial: 2, least: 1, most: 2 }),
  };

  constructor(
    private readonly job: Job,
    private readonly deps: ExecutorDeps,
  ) {}

  async run(signal: AbortSignal): Promise<Ending> {
    for (;;) {
      const plan = await this.#proven(await this.#plan(signal), signal);
      this.deps.note({ type: 'plan.made', steps: plan.steps, findings: plan.findings });
      const blockers = plan.findings.filter(isBlocker);
      if (blockers.length > 0)
        return failed(blockers.map(({ id, message }) => `${id}: ${message}`));
      const wave = this.#wave(plan);
      if (wave.length === 0) return this.#ending(plan);
      await this.#runWave(wave, plan, signal);
      if (signal.aborted) return { state: 'cancelled', reason: 'it was cancelled' };
    }
  }

  #wave(plan: Plan): readonly Step[] {
    return readySteps(plan).filter(({ id }) => !this.#givenUp.has(id));
  }

  /** The plan as it may be gone on with: who is about to init or join needs the ports. */
  async #proven(plan: Plan, signal: AbortSignal): Promise<Plan> {
    if (!this.#wave(plan).some(needsPorts)) return plan;
    const { goal, operationId, accept } = this.job;
    const by = { cause: 'operation', operationId } as const;
    return this.deps.gate.pass(plan, goal, { ...by, accept, maxAgeMs: freshCheckMs, signal });
  }

  #ending(plan: Plan): Ending {
    if (plan.steps.length === 0) return { state: 'succeeded' };
    const reasons = plan.steps.map(({ id }) => this.#givenUp.get(id) ?? `${id} was not tried`);
    return failed(reasons);
  }

  /** Looks at every host of the fleet and plans; patient with hosts that may be on their way back. */
  async #plan(signal: AbortSignal): Promise<Plan> {
    const { goal, accept, operationId } = this.job;
    const hosts = goal.spec.hosts.map(({ name }) => name);
    const until = performance.now() + patienceMs;
    let lookMs = this.#starts.size === 0 ? planLookMs : freshMs;
    for (;;) {
      const maxAgeMs = this.#looksAgain ? 0 : maxAgeFor(goal, lookMs);
      const inventory = await this.deps.keeper.observe(hosts, maxAgeMs, signal);
      const by = { cause: 'operation', operationId } as const;
      const evidence = await this.deps.paths.for(goal, inventory, by, signal);
      const verified = await this.deps.verifications.verified(goal.spec.fleet);
      const plan = planFor(goal, inventory, accept, { ...evidence, verified });
      this.#planned = inventory;
      const absent = plan.findings.some(({ id }) => absences.has(id));
      if (!absent || performance.now() > until) return plan;
      await sleep(1_000, signal);
      lookMs = freshMs;
    }
  }

  async #runWave(wave: readonly Step[], plan: Plan, signal: AbortSignal): Promise<void> {
    const tokens = new JoinTokens();
    const run = (step: Step) => this.#attempt(step, tokens, signal);
    const settled = await Promise.allSettled(
      wave.map(async (step) => {
        const limit = this.#limits[step.kind];
        const startedAt = performance.now();
        const isSlow = () => performance.now() - startedAt > slowStepMs;
        const isDone = await (limit?.run(() => run(step), isSlow) ?? run(step));
        const settle = isDone && step.kind === 'swarm.join' && settleOf(step, plan);
        if (settle) await run(settle);
      }),
    );
    // Only a journal that cannot be written gets here; the steps beside have come to their end by then.
    for (const outcome of settled) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** @returns whether it was done. */
  async #attempt(step: Step, tokens: JoinTokens, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const starts = (this.#starts.get(step.id) ?? 0) + 1;
    this.#starts.set(step.id, starts);
    await this.deps.record(startedEvent(step));
    const startedAt = performance.now();
    try {
      const { changed } = await runStep(step, this.#context(step, tokens, signal));
      const durationMs = Math.round(performance.now() - startedAt);
      this.deps.note({ type: 'step.finished', stepId: step.id, changed, durationMs });
      if (starts >= mostStarts)
        this.#giveUp(step, 'it was done, and done again, and is still needed');
      return true;
    } catch (thrown) {
      const { code, message } = FleetError.from(thrown);
      this.deps.note({ type: 'step.failed', stepId: step.id, code, message });
      const wasSurprised = code === 'conflict' && maxAgeFor(this.job.goal, 0) === 'live';
      const mayTryAgain = isRetryable(code) || (wasSurprised && !this.#looksAgain);
      this.#looksAgain ||= wasSurprised;
      if (!mayTryAgain || starts >= mostStarts) this.#giveUp(step, message);
      return false;
    }
  }

  #giveUp(step: Step, why: string): void {
    this.#givenUp.set(step.id, `${step.id}: ${why}`);
  }

  #context(step: Step, tokens: JoinTokens, signal: AbortSignal): StepContext {
    const { hub, keeper, note, verifications } = this.deps;
    const { goal, operationId } = this.job;
    const { spec } = goal;
    const progress = (message: string) => {
      note({ type: 'step.progress', stepId: step.id, message });
    };
    return {
      ...{ spec, signal, tokens, planned: this.#planned },
      inventory: () => keeper.inventory,
      observe: (hosts, maxAgeMs) => keeper.observe(hosts, maxAgeMs, signal),
      dispatch: (host, action, timeoutMs) => hub.dispatch(host, action, { timeoutMs, signal }),
      verify: (name, inventory) =>
        verifications.verify({ spec, name, inventory, operationId }, { signal, progress }),
      progress,
    };
  }
}

/** Whether it works is the second half of joining; nobody else waits for it, so it need not wait for the wave. */
function settleOf(join: Step, plan: Plan): Step | undefined {
  return plan.steps.find(({ kind, needs }) => kind === 'node.settle' && needs.includes(join.id));
}

function startedEvent(step: Step): OperationEvent {
  const host = 'host' in step.args ? { host: step.args.host } : {};
  return { type: 'step.started', stepId: step.id, ...host };
}

function failed(reasons: readonly string[]): Ending {
  return { state: 'failed', reason: reasons.join('; ') };
}
