import { FleetError } from '@muster/kernel';
import type { Goal } from '@muster/plan';
import { Mutex } from '@muster/runtime';
import type { Operations } from '../../operations/operations.js';
import type { Plans } from '../../operations/plans.js';
import type { OperationStore, StoredOperation } from '../../store/operations.js';
import type { Launcher } from '../launcher.js';
import { ProblemError } from '../problem.js';

export type NetworkChange = {
  readonly goal: Extract<Goal, { kind: 'network.create' | 'network.remove' }>;
  /** Text of the fleet's spec. */
  readonly specText: string;
  /** Ids of findings to go on over. */
  readonly accept: readonly string[];
};

/** So many requests may wait for their turn. */
const mostWaiting = 200;

/** Starts operations about one network. Those of a fleet run one after the other; whoever comes second waits, and sees what the first did. */
export class NetworkChanges {
  #waiting = 0;
  readonly #turns = new Map<string, Mutex>();

  constructor(
    private readonly plans: Plans,
    private readonly launcher: Launcher,
    private readonly operations: Operations,
    private readonly store: Pick<OperationStore, 'plan'>,
  ) {}

  /** @throws ProblemError plan-blocked; fleet-busy while an `up` or `down` runs; exhausted; deadline. */
  async start(change: NetworkChange, signal: AbortSignal): Promise<StoredOperation> {
    if (this.#waiting >= mostWaiting) {
      const message = `${String(mostWaiting)} changes of networks wait already: ask again later`;
      throw new FleetError('exhausted', message);
    }
    this.#waiting += 1;
    try {
      // In the order in which they came: or one of many could wait until its time is over.
      return await this.#turnOf(change.goal.spec.fleet).run(() => this.#next(change, signal));
    } finally {
      this.#waiting -= 1;
    }
  }

  async #next(change: NetworkChange, signal: AbortSignal): Promise<StoredOperation> {
    for (;;) {
      signal.throwIfAborted();
      await this.#othersEnded(change.goal.spec.fleet, signal);
      const operation = await this.#try(change, signal);
      if (operation !== undefined) return operation;
    }
  }

  #turnOf(fleet: string): Mutex {
    const turn = this.#turns.get(fleet) ?? new Mutex();
    this.#turns.set(fleet, turn);
    return turn;
  }

  /** @returns undefined when somebody else was faster. */
  async #try(
    { goal, specText, accept }: NetworkChange,
    signal: AbortSignal,
  ): Promise<StoredOperation | undefined> {
    const draft = await this.plans.draft({ goal, specText, accept }, signal);
    try {
      return await this.launcher.launchNow(draft);
    } catch (thrown) {
      const isBusy = thrown instanceof ProblemError && thrown.code === 'fleet-busy';
      if (isBusy && (await this.#isNetworkChange(goal.spec.fleet))) return undefined;
      throw thrown;
    }
  }

  async #othersEnded(fleet: string, signal: AbortSignal): Promise<void> {
    while (await this.#isNetworkChange(fleet)) {
      const running = await this.operations.runningOf(fleet);
      if (running !== undefined) await this.operations.wait(running.id, signal);
    }
  }

  async #isNetworkChange(fleet: string): Promise<boolean> {
    const running = await this.operations.runningOf(fleet);
    if (running === undefined) return false;
    const { goal } = await this.store.plan(running.planId);
    return goal === 'network.create' || goal === 'network.remove';
  }
}
