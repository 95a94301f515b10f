import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { FleetError } from '@muster/kernel';
import { type FinalState, type Goal, isFinal, type OperationEvent, planFor } from '@muster/plan';
import { type Logger, Mutex, withSignal } from '@muster/runtime';
import type { SessionHub } from '../agents/session-hub.js';
import type { PathMtus } from '../checks/path-mtus.js';
import type { PortGate } from '../checks/port-gate.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type {
  OperationStore,
  Startable,
  StoredOperation,
  StoredPlan,
} from '../store/operations.js';
import type { Retention } from '../store/retention.js';
import type { SpecStore } from '../store/specs.js';
import type { Verifications } from '../verify/verifications.js';
import { type Ending, Executor, type Job } from './executor.js';
import type { Journal } from './journal.js';

export type OperationsDeps = {
  readonly hub: SessionHub;
  readonly keeper: InventoryKeeper;
  readonly journal: Journal;
  readonly operations: OperationStore;
  readonly specs: SpecStore;
  readonly gate: PortGate;
  readonly verifications: Pick<Verifications, 'verify' | 'verified'>;
  readonly paths: PathMtus;
  readonly retention: Retention;
  readonly log: Logger;
};

type Running = { readonly abort: AbortController; readonly done: Promise<void> };

const shutdown = 'the coordinator is shutting down';
/** How long the look after a cancellation may take. Milliseconds. */
const lastLookMs = 10_000;

export type Ended = {
  readonly fleet: string;
  readonly goal: Goal['kind'];
  readonly state: FinalState;
};

/** Starts operations, brings those of an earlier run of this process to an end, and stops them. One a fleet at a time. */
export class Operations {
  readonly events = new EventEmitter<{ ended: [ended: Ended] }>();
  readonly #running = new Map<string, Running>();
  #pruned: Promise<void> = Promise.resolve();
  /** Between looking whether the fleet is busy and making it so, nobody else may look. */
  readonly #starts = new Mutex();

  constructor(private readonly deps: OperationsDeps) {}

  /** @returns at once; follow the journal for what becomes of it. @throws conflict while the fleet has another one. */
  start(startable: Startable): Promise<StoredOperation> {
    return this.#starts.run(() => this.#start(startable));
  }

  async #start(startable: Startable): Promise<StoredOperation> {
    const { plan } = startable;
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
    const draft = 'specText' in startable ? startable : undefined;
    await this.deps.operations.saveOperation(operation, draft);
    if (plan.goal === 'up') {
      await this.deps.specs.apply(plan.fleet, plan.specDigest, now, plan.accept);
    }
    this.#run(operation.id, plan);
    return operation;
  }

  async runningOf(fleet: string): Promise<StoredOperation | undefined> {
    return (await this.deps.operations.unfinished()).find((operation) => operation.fleet === fleet);
  }

  /** Waits until it has ended, or for that long. @throws not_found. */
  async wait(id: string, signal: AbortSignal): Promise<StoredOperation> {
    const running = this.#running.get(id);
    if (running !== undefined) await withSignal(running.done, signal, 'waiting for the operation');
    return this.deps.operations.operation(id);
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
    await this.#pruned;
  }

  #run(id: string, plan: StoredPlan): void {
    const abort = new AbortController();
    const done = this.#execute(id, plan, abort.signal)
      .catch((thrown: unknown) => this.#broke(id, plan, thrown))
      .finally(() => this.#running.delete(id));
    this.#running.set(id, { abort, done });
  }

  async #execute(id: string, plan: StoredPlan, signal: AbortSignal): Promise<void> {
    const { journal, specs, log } = this.deps;
    const { fleet, accept } = plan;
    const { spec } = await specs.get(plan.specDigest);
    // The stored goal is the goal less its spec.
    const goal = { ...plan.storedGoal, spec } as Goal;
    journal.note(id, { type: 'operation.started' });
    const ending = await this.#perform({ operationId: id, goal, accept }, signal);
    if (signal.reason === shutdown) {
      // The next start takes it up, whatever of this is missing.
      await journal.write(id).catch((thrown: unknown) => {
        log.warn({ operation: id, err: thrown }, 'the end of the journal could not be written');
      });
      return;
    }
    if (ending.state === 'cancelled') await this.#lastLook(id, goal, accept);
    if (ending.state === 'succeeded') await this.#succeeded(goal);
    await journal.append(id, { type: 'operation.finished', ...ending });
    log.info({ operation: id, fleet, ...ending }, 'operation finished');
    this.events.emit('ended', { fleet, goal: goal.kind, state: ending.state });
    this.#pruned = this.#prune(fleet);
  }

  /** Whoever waited for the operation has the answer before. */
  async #prune(fleet: string): Promise<void> {
    try {
      await setImmediate();
      await this.deps.retention.prune(fleet);
    } catch (thrown) {
      this.deps.log.warn({ fleet, err: thrown }, 'old operations could not be let go of');
    }
  }

  /** A cancellation in the middle of a wait is an end like any other. */
  async #perform(job: Job, signal: AbortSignal): Promise<Ending> {
    const { hub, keeper, gate, paths, verifications, journal } = this.deps;
    const id = job.operationId;
    const record = (event: OperationEvent) => journal.append(id, event);
    const note = (event: OperationEvent) => {
      journal.note(id, event);
    };
    try {
      const deps = { hub, keeper, gate, paths, verifications, record, note };
      return await new Executor(job, deps).run(signal);
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      return { state: 'cancelled', reason: 'it was cancelled' };
    }
  }

  async #succeeded({ kind, spec }: Goal): Promise<void> {
    if (kind === 'up') await this.deps.specs.up(spec.fleet, new Date().toISOString());
    // A fleet that was taken down gives its hosts free for another spec.
    if (kind === 'down') await this.deps.specs.release(spec.fleet);
  }

  /** What was withdrawn may have been done all the same: the journal ends with how the hosts were seen last. */
  async #lastLook(id: string, goal: Goal, accept: readonly string[]): Promise<void> {
    const { keeper, journal, paths, verifications, log } = this.deps;
    try {
      const hosts = goal.spec.hosts.map(({ name }) => name);
      const inventory = await keeper.observe(hosts, 0, AbortSignal.timeout(lastLookMs));
      const evidence = await paths.of(goal.spec.fleet);
      const verified = await verifications.verified(goal.spec.fleet);
      const known = { ...evidence, verified };
      const { steps, findings } = planFor(goal, inventory, accept, known);
      journal.note(id, { type: 'plan.made', steps, findings });
    } catch (thrown) {
      log.warn({ operation: id, err: thrown }, 'no last look could be taken');
    }
  }

  /** The executor reports what fails; what comes here is a defect, or a store that cannot be written. */
  async #broke(id: string, plan: StoredPlan, thrown: unknown): Promise<void> {
    const { journal, log } = this.deps;
    const { code, message } = FleetError.from(thrown);
    log.error({ operation: id, err: thrown }, 'operation broke off');
    try {
      const reason = `${code}: ${message}`;
      await journal.append(id, { type: 'operation.finished', state: 'failed', reason });
      this.events.emit('ended', { fleet: plan.fleet, goal: plan.goal, state: 'failed' });
    } catch (error) {
      log.error({ operation: id, err: error }, 'the journal cannot be written');
    }
  }
}
