import { randomUUID } from 'node:crypto';
import { FleetError } from '@muster/kernel';
import { type Goal, isFinal, type OperationEvent } from '@muster/plan';
import { type Logger, Mutex } from '@muster/runtime';
import type { SessionHub } from '../agents/session-hub.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { OperationStore, StoredOperation, StoredPlan } from '../store/operations.js';
import type { SpecStore } from '../store/specs.js';
import { Executor } from './executor.js';
import type { Journal } from './journal.js';

export type OperationsDeps = {
  readonly hub: SessionHub;
  readonly keeper: InventoryKeeper;
  readonly journal: Journal;
  readonly operations: OperationStore;
  readonly specs: SpecStore;
  readonly log: Logger;
};

type Running = { readonly abort: AbortController; readonly done: Promise<void> };

const shutdown = 'the coordinator is shutting down';

/** Starts operations, brings those of an earlier run of this process to an end, and stops them. One a fleet at a time. */
export class Operations {
  readonly #running = new Map<string, Running>();
  /** Between looking whether the fleet is busy and making it so, nobody else may look. */
  readonly #starts = new Mutex();

  constructor(private readonly deps: OperationsDeps) {}

  /** @returns at once; follow the journal for what becomes of it. @throws conflict while the fleet has another one. */
  start(plan: StoredPlan): Promise<StoredOperation> {
    return this.#starts.run(() => this.#start(plan));
  }

  async #start(plan: StoredPlan): Promise<StoredOperation> {
    const busy = await this.runningOf(plan.fleet);
    if (busy !== undefined) {
      throw new FleetError(
        'conflict',
        `fleet ${plan.fleet} is busy: operation ${busy.id} is ${busy.state}`,
      );
    }
    const now = new Date().toISOString();
    const operation: StoredOperation = {
      id: randomUUID(),
      fleet: plan.fleet,
      planId: plan.id,
      state: 'pending',
      reason: null,
      createdAt: now,
      startedAt: null,
      finishedAt: null,
    };
    await this.deps.operations.saveOperation(operation);
    if (plan.goal === 'up') await this.deps.specs.apply(plan.fleet, plan.specDigest, now);
    this.#run(operation.id, plan);
    return operation;
  }

  async runningOf(fleet: string): Promise<StoredOperation | undefined> {
    return (await this.deps.operations.unfinished()).find((operation) => operation.fleet === fleet);
  }

  /** Takes up what a coordinator that was stopped or killed left: it looks and plans anew. */
  async resume(): Promise<void> {
    for (const operation of await this.deps.operations.unfinished()) {
      this.deps.log.info({ operation: operation.id, fleet: operation.fleet }, 'operation resumed');
      const event = { type: 'operation.resumed', reason: 'the coordinator was restarted' } as const;
      await this.deps.journal.append(operation.id, event);
      this.#run(operation.id, await this.deps.operations.plan(operation.planId));
    }
  }

  /** Steps that run are withdrawn; what they did stays and is seen by the next plan. @throws not_found, precondition. */
  async cancel(id: string): Promise<StoredOperation> {
    const operation = await this.deps.operations.operation(id);
    if (isFinal(operation.state)) {
      throw new FleetError(
        'precondition',
        `operation ${id} has ended already: it ${operation.state}`,
      );
    }
    const running = this.#running.get(id);
    running?.abort.abort(new FleetError('cancelled', 'cancelled by request'));
    await running?.done;
    // Nobody runs it, for example because its journal could not be written: it would keep its fleet busy for ever.
    if (running === undefined) {
      await this.deps.journal.append(id, { type: 'operation.finished', state: 'cancelled' });
    }
    return this.deps.operations.operation(id);
  }

  /** Leaves running operations as they are in the store: the next start takes them up. */
  async stop(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort(shutdown);
    await Promise.all(running.map(({ done }) => done));
  }

  #run(id: string, plan: StoredPlan): void {
    const abort = new AbortController();
    const done = this.#execute(id, plan, abort.signal)
      .catch((thrown: unknown) => this.#broke(id, thrown, abort.signal))
      .finally(() => this.#running.delete(id));
    this.#running.set(id, { abort, done });
  }

  async #execute(id: string, plan: StoredPlan, signal: AbortSignal): Promise<void> {
    const { hub, keeper, journal, specs } = this.deps;
    const { spec } = await specs.get(plan.specDigest);
    // The stored goal is the goal less its spec.
    const goal = { ...plan.storedGoal, spec } as Goal;
    const record = (event: OperationEvent) => journal.append(id, event);
    await record({ type: 'operation.started' });
    const ending = await new Executor(goal, { hub, keeper, record }).run(signal);
    if (signal.reason === shutdown) return;
    // A fleet that was taken down gives its hosts free for another spec.
    if (goal.kind === 'down' && ending.state === 'succeeded') await specs.release(plan.fleet);
    await record({ type: 'operation.finished', ...ending });
    this.deps.log.info({ operation: id, fleet: plan.fleet, ...ending }, 'operation finished');
  }

  /** The executor reports what fails; what comes here is a cancellation in the middle of a wait, or a defect. */
  async #broke(id: string, thrown: unknown, signal: AbortSignal): Promise<void> {
    if (signal.reason === shutdown) return;
    const { code, message } = FleetError.from(thrown);
    const state = signal.aborted ? ('cancelled' as const) : ('failed' as const);
    this.deps.log.error({ operation: id, err: thrown }, 'operation broke off');
    await this.deps.journal
      .append(id, { type: 'operation.finished', state, reason: `${code}: ${message}` })
      .catch((error: unknown) => {
        this.deps.log.error({ operation: id, err: error }, 'the journal cannot be written');
      });
  }
}
