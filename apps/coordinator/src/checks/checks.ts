import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { CheckCause } from '@muster/api';
import { FleetError, isBlocker } from '@muster/kernel';
import { isFinal } from '@muster/plan';
import { type Logger, withSignal } from '@muster/runtime';
import type { CheckStore, StoredCheck } from '../store/checks.js';
import { HostTurns } from './host-turns.js';
import { type Made, makeCheck, type MakeDeps, type MeshSaid } from './make-check.js';
import { hostsOf, portText, prepare, type Question, questionKey } from './question.js';
import { packReport, type Report } from './report.js';

export type ChecksDeps = MakeDeps & { readonly store: CheckStore; readonly log: Logger };

/** Who asks. */
export type AskedBy = { readonly cause: CheckCause; readonly operationId?: string };

/** A check that came to its end. */
export type Finished = AskedBy & { readonly question: Question; readonly report: Report };

type Recent = { readonly begunAt: number; readonly mesh: MeshSaid };

type Running = {
  readonly id: string;
  readonly questionKey: string;
  readonly cause: CheckCause;
  readonly abort: AbortController;
  readonly done: Promise<Made>;
  /** Of the edges; known once it has begun. */
  key?: string;
  /** `performance.now()` when the first probe was on its way; undefined while it waits for its turn. */
  begunAt?: number;
  progress: string;
};

/** Checks that may wait or run at the same time; whoever comes later has to ask again. */
const most = 100;
/** Nobody asks for anything older. Milliseconds. */
const longestRecentMs = 5 * 60_000;
const shutdown = 'the coordinator is shutting down';

/**
 * Makes port mesh checks and keeps what they found. Checks that share a host run one after the other; a question that is
 * waiting already is not asked twice. One that runs is not joined, since its probes may be older than what somebody just
 * changed on a host.
 */
export class Checks {
  readonly events = new EventEmitter<{ finished: [finished: Finished] }>();
  readonly #running = new Map<string, Running>();
  readonly #turns = new HostTurns();
  /** By key of their edges, what the mesh said last; only as old as anybody may want it. */
  readonly #recent = new Map<string, Recent>();

  constructor(private readonly deps: ChecksDeps) {}

  /** @returns at once, with the check as it waits. @throws exhausted when too many wait already. */
  async start(question: Question, by: AskedBy): Promise<StoredCheck> {
    const running = this.#waitingFor(question, by) ?? (await this.#start(question, by));
    return this.deps.store.check(running.id);
  }

  /** As start, and waits for what it finds. When the signal aborts, the check is cancelled. @throws FleetError. */
  async make(question: Question, by: AskedBy, signal: AbortSignal): Promise<Made> {
    const { abort, done } = await this.#start(question, by);
    try {
      return await withSignal(done, signal, 'checking ports');
    } catch (thrown) {
      if (signal.aborted) abort.abort(FleetError.from(thrown));
      throw thrown;
    }
  }

  /** What the mesh says by a check of the same edges that began no longer than that ago, or by a new one. */
  async recent(
    question: Question,
    by: AskedBy,
    maxAgeMs: number,
    signal: AbortSignal,
  ): Promise<MeshSaid> {
    const { key } = prepare(question, this.deps.keeper.inventory);
    const since = performance.now() - maxAgeMs;
    for (const [other, { begunAt }] of this.#recent) {
      if (begunAt < performance.now() - longestRecentMs) this.#recent.delete(other);
    }
    const found = this.#recent.get(key);
    if (found !== undefined && found.begunAt >= since) return found.mesh;
    const running = [...this.#running.values()].find(
      (check) => check.key === key && (check.begunAt ?? -Infinity) >= since,
    );
    const shared = running && (await withSignal(settled(running.done), signal, 'checking ports'));
    return (shared ?? (await this.make(question, by, signal))).mesh;
  }

  /** What it does now; undefined when it does not run. */
  progressOf(id: string): string | undefined {
    return this.#running.get(id)?.progress;
  }

  /** Waits until it has ended, or for that long. @throws not_found. */
  async wait(id: string, signal: AbortSignal): Promise<StoredCheck> {
    const running = this.#running.get(id);
    if (running !== undefined) {
      await withSignal(settled(running.done), signal, 'waiting').catch(() => undefined);
    }
    return this.deps.store.check(id);
  }

  /** For everybody who waits for it. Its witnesses are closed. @throws not_found, precondition. */
  async cancel(id: string): Promise<StoredCheck> {
    const check = await this.deps.store.check(id);
    if (isFinal(check.state)) {
      throw new FleetError('precondition', `check ${id} has ended already: it ${check.state}`);
    }
    const running = this.#running.get(id);
    running?.abort.abort(new FleetError('cancelled', 'cancelled by request'));
    await (running && settled(running.done));
    return this.deps.store.check(id);
  }

  /** Cancels all that run and waits until their witnesses are closed. */
  async stop(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort(new FleetError('cancelled', shutdown));
    await Promise.all(running.map(({ done }) => settled(done)));
  }

  #waitingFor(question: Question, { cause }: AskedBy): Running | undefined {
    const key = questionKey(question);
    return [...this.#running.values()].find(
      (check) => check.begunAt === undefined && check.cause === cause && check.questionKey === key,
    );
  }

  async #start(question: Question, by: AskedBy): Promise<Running> {
    if (this.#running.size >= most) {
      throw new FleetError(
        'exhausted',
        `${String(most)} checks wait or run already: ask again later`,
      );
    }
    const id = randomUUID();
    const abort = new AbortController();
    const { promise: saved, resolve, reject } = Promise.withResolvers<undefined>();
    const running: Running = {
      id,
      questionKey: questionKey(question),
      cause: by.cause,
      abort,
      progress: 'waiting for its turn',
      done: saved
        .then(() => this.#run(running, question, by))
        .finally(() => this.#running.delete(id)),
    };
    // Whoever waits for it sees how it ends; the store has it for everybody else.
    running.done.catch(() => undefined);
    this.#running.set(id, running);
    await this.deps.store.save(newCheck(id, question, by)).then(() => resolve(undefined), reject);
    await saved;
    return running;
  }

  async #run(running: Running, question: Question, by: AskedBy): Promise<Made> {
    const { id, abort } = running;
    const { store, log } = this.deps;
    try {
      const made = await this.#turns.run(hostsOf(question), abort.signal, () =>
        this.#make(running, question),
      );
      const { edges } = made.mesh;
      const blockers = made.report.findings.filter(isBlocker).length;
      const report = await packReport(made.report);
      const ending = { state: 'succeeded', edges, blockers, report } as const;
      await store.finished(id, new Date().toISOString(), ending);
      log.info({ check: id, fleet: question.fleet, ...by, ...edges, blockers }, 'ports checked');
      this.events.emit('finished', { ...by, question, report: made.report });
      return made;
    } catch (thrown) {
      const fault = FleetError.from(thrown);
      const state = abort.signal.aborted ? 'cancelled' : 'failed';
      if (state === 'failed') log.error({ check: id, err: fault }, 'the check broke off');
      await store.finished(id, new Date().toISOString(), { state, reason: fault.message });
      throw fault;
    } finally {
      await store.prune(question.fleet);
    }
  }

  async #make(running: Running, question: Question): Promise<Made> {
    running.begunAt = performance.now();
    const made = await makeCheck(question, {
      ...this.deps,
      signal: running.abort.signal,
      progress: (what) => {
        running.progress = what;
      },
      prepared: async ({ key, ports }) => {
        running.key = key;
        await this.deps.store.started(running.id, new Date().toISOString(), ports.map(portText));
      },
    });
    this.#recent.set(made.key, { begunAt: running.begunAt, mesh: made.mesh });
    return made;
  }
}

function newCheck(id: string, question: Question, by: AskedBy): StoredCheck {
  return {
    id,
    fleet: question.fleet,
    state: 'pending',
    cause: by.cause,
    operationId: by.operationId ?? null,
    hosts: hostsOf(question),
    ports: (question.ports ?? []).map(portText),
    ...{ reason: null, edges: null, blockers: null, startedAt: null, finishedAt: null },
    createdAt: new Date().toISOString(),
  };
}

/** Its value; undefined when it failed, which others have been told. */
const settled = <T>(promise: Promise<T>): Promise<T | undefined> =>
  promise.then(
    (value) => value,
    () => undefined,
  );
