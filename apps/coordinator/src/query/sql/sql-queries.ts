import { FleetError } from '@muster/kernel';
import { Mutex, withSignal } from '@muster/runtime';
import type { Snapshot } from '../table-reader.js';
import { EngineProcess } from './engine-process.js';
import { Mirror } from './mirror.js';
import type { Parameters, QueryResult } from './sql-engine.js';

export type SqlQuery = {
  readonly sql: string;
  readonly parameters: Parameters;
  readonly maxRows: number;
  readonly timeMs: number;
};

export type SqlAnswer = QueryResult & {
  /** Of the inventory that was asked. */
  readonly revision: number;
  readonly elapsedMs: number;
};

const maxBytes = 32 * 1024 * 1024;
const memoryBytes = 512 * 1024 * 1024;
/** Queries that may wait for the one that runs. */
const mostWaiting = 32;
/** Without a query for so long the process and its tables are let go of. */
const idleMs = 10 * 60_000;

type Running = { readonly engine: EngineProcess; readonly mirror: Mirror };

/** Answers SQL over the tables, one query after the other, in a process of its own that exists while somebody asks. */
export class SqlQueries {
  readonly #turn = new Mutex();
  #running: Running | undefined;
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(private readonly views: { now(): Promise<Snapshot> }) {}

  /**
   * @param signal withdraws the asker; filling in the tables goes on for the next one.
   * @throws SqlFault; deadline, exhausted; exhausted also when too many wait already.
   */
  async query(query: SqlQuery, signal: AbortSignal): Promise<SqlAnswer> {
    if (this.#waiting >= mostWaiting)
      throw new FleetError('exhausted', `${String(mostWaiting)} queries wait already`);
    this.#waiting += 1;
    clearTimeout(this.#idle);
    const answer = this.#turn
      .run(() => this.#answer(query, signal))
      .finally(() => {
        this.#waiting -= 1;
        this.#rest();
      });
    return withSignal(answer, signal, 'waiting for the answer to a query');
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = undefined;
    await running?.engine.stop();
  }

  async #answer(query: SqlQuery, signal: AbortSignal): Promise<SqlAnswer> {
    const running = this.#run();
    const { engine } = running;
    const snapshot = await this.views.now();
    await follow(running, snapshot);
    // Whoever has gone meanwhile need not be answered.
    signal.throwIfAborted();
    const began = performance.now();
    const work = { kind: 'query', ...query, maxBytes } as const;
    const result = await engine.perform(work, { timeMs: query.timeMs, memoryBytes });
    if (result === null) throw new FleetError('internal', 'a query has no result');
    const elapsedMs = Math.round((performance.now() - began) * 10) / 10;
    return { ...result, revision: snapshot.inventory.revision, elapsedMs };
  }

  /** A process that was ended for what a query did is replaced by a new one, which is filled in anew. */
  #run(): Running {
    if (this.#running !== undefined && !this.#running.engine.gone) return this.#running;
    const engine = new EngineProcess();
    this.#running = { engine, mirror: new Mirror(engine) };
    return this.#running;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.stop(), idleMs).unref();
  }
}

/** Tables that may be half filled are of no use: the next query begins with new ones. */
async function follow({ engine, mirror }: Running, snapshot: Snapshot): Promise<void> {
  try {
    await mirror.follow(snapshot);
  } catch (cause) {
    await engine.stop();
    throw new FleetError('unavailable', 'the tables for SQL could not be filled', { cause });
  }
}
