import { FleetError } from '@muster/kernel';
import { type Logger, Mutex } from '@muster/runtime';
import type { Checks, Finished } from '../checks/checks.js';
import { hostsOf } from '../checks/question.js';
import { parseReport } from '../checks/report.js';
import type { Ended, Operations } from '../operations/operations.js';
import type { CheckStore } from '../store/checks.js';
import type { SpecStore, StoredFleet } from '../store/specs.js';
import { type Board, type Change, edgeKey, type Seen } from './board.js';
import { firstWaitMs, intervalMs, jittered } from './interval.js';

export type WatchDeps = {
  readonly checks: Pick<Checks, 'make' | 'events'>;
  readonly store: CheckStore;
  readonly specs: SpecStore;
  readonly operations: Pick<Operations, 'runningOf' | 'events'>;
  readonly board: Board;
  readonly log: Logger;
  /** Between two checks of a fleet of up to 50 hosts, milliseconds; 0 = never by itself. */
  readonly baseMs: number;
  /** As `sleep` of @muster/runtime. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
};

/** So many changes of one check are logged one by one, the rest as a number. */
const mostLogged = 20;

/** Repeats the port mesh check of every fleet that is up, one fleet at a time, and says what changed. */
export class FleetWatch {
  /** Those that are up, with what ends their watch. */
  readonly #fleets = new Map<string, AbortController>();
  readonly #loops = new Set<Promise<void>>();
  /** So that checks of several fleets never run at once. */
  readonly #oneAtATime = new Mutex();
  #stopped = false;

  constructor(private readonly deps: WatchDeps) {
    deps.checks.events.on('finished', (finished) => {
      this.#see(finished);
    });
    deps.operations.events.on('ended', (ended) => {
      this.#onEnded(ended);
    });
  }

  /** Takes up the fleets that were up when the last coordinator stopped. */
  async start(): Promise<void> {
    for (const { fleet, upSince } of await this.deps.specs.fleets()) {
      if (upSince !== undefined) this.#watch(fleet);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const fleet of this.#fleets.keys()) this.#forget(fleet);
    await Promise.all(this.#loops);
  }

  #onEnded({ fleet, goal, state }: Ended): void {
    if (state !== 'succeeded') return;
    if (goal === 'up') this.#watch(fleet);
    if (goal === 'down') this.#forget(fleet);
  }

  #watch(fleet: string): void {
    if (this.#stopped || this.#fleets.has(fleet)) return;
    const abort = new AbortController();
    this.#fleets.set(fleet, abort);
    const loop = this.#loop(fleet, abort.signal)
      .catch((thrown: unknown) => {
        if (abort.signal.aborted) return;
        this.deps.log.error({ fleet, err: thrown }, 'the fleet is watched no more');
      })
      .finally(() => {
        this.#loops.delete(loop);
      });
    this.#loops.add(loop);
  }

  #forget(fleet: string): void {
    this.#fleets.get(fleet)?.abort(new FleetError('cancelled', 'the fleet is watched no more'));
    this.#fleets.delete(fleet);
    this.deps.board.forget(fleet);
  }

  async #loop(fleet: string, signal: AbortSignal): Promise<void> {
    const { baseMs, sleep, random } = this.deps;
    await this.#remember(fleet);
    if (baseMs === 0) return;
    for (let isFirst = true; ; isFirst = false) {
      const hosts = (await this.#stored(fleet))?.spec.hosts.length ?? 0;
      const interval = intervalMs(hosts, baseMs);
      await sleep(isFirst ? firstWaitMs(interval, random()) : jittered(interval, random()), signal);
      const stored = await this.#stored(fleet);
      if (stored !== undefined) await this.#oneAtATime.run(() => this.#check(stored, signal));
    }
  }

  /** Undefined when it is down by now, or its spec is not valid for this version. */
  #stored(fleet: string): Promise<StoredFleet | undefined> {
    return this.deps.specs.fleet(fleet).catch(() => undefined);
  }

  /** While an operation changes the fleet, it checks what it needs itself. */
  async #check({ fleet, spec, accept }: StoredFleet, signal: AbortSignal): Promise<void> {
    const { checks, operations, log } = this.deps;
    if (signal.aborted || (await operations.runningOf(fleet)) !== undefined) return;
    try {
      await checks.make({ fleet, spec, accept }, { cause: 'watch' }, signal);
    } catch (thrown) {
      const fault = FleetError.from(thrown);
      if (fault.code === 'cancelled') log.info({ fleet }, 'the check of the fleet was cancelled');
      else log.warn({ fleet, err: fault }, 'the fleet could not be checked');
    }
  }

  /** What the last check before found is what the next one is compared with. */
  async #remember(fleet: string): Promise<void> {
    const { store, board, log } = this.deps;
    const hosts = (await this.#stored(fleet))?.spec.hosts.length;
    const checks = await store.checks({ fleet, state: 'succeeded', limit: 50 });
    const last = checks.find((check) => check.hosts.length === hosts);
    const packed = last && (await store.report(last.id));
    if (packed === undefined) return;
    try {
      const report = (await parseReport(packed)) as Seen;
      if (this.#fleets.has(fleet) && !board.snapshots.has(fleet)) board.put(fleet, report);
    } catch (thrown) {
      log.warn({ fleet, err: thrown }, 'the last report cannot be read');
    }
  }

  /** Whoever asked: a check of all edges of a fleet that is up says how it stands. */
  #see({ cause, question, report }: Finished): void {
    const { fleet, spec, ports } = question;
    if (fleet === null || ports !== undefined || cause === 'plan') return;
    if (!this.#fleets.has(fleet) || hostsOf(question).length < spec.hosts.length) return;
    const changes = this.deps.board.put(fleet, report);
    if (changes.length > 0) this.#log(fleet, changes);
  }

  #log(fleet: string, changes: readonly Change[]): void {
    for (const { edge, was } of changes.slice(0, mostLogged)) {
      const { verdict, layer, reason } = edge;
      const seen = { fleet, edge: edgeKey(edge), was: was ?? 'pass', verdict, layer, reason };
      this.deps.log[verdict === 'pass' ? 'info' : 'warn'](seen, 'an edge changed');
    }
    const more = changes.length - mostLogged;
    if (more > 0) this.deps.log.warn({ fleet, more }, 'more edges changed');
  }
}
