import { FleetError } from '@muster/kernel';
import { type Logger, Mutex } from '@muster/runtime';
import type { HistoryEntry, HistoryStore } from '../../store/history.js';
import type { Change, ChangeFeed } from './change-feed.js';

/** How long changes may wait, so that many are written at once. Milliseconds. */
const batchMs = 500;
/** Entries of one write: the store's work is done in this process. */
const batchSize = 200;
/** Entries that may wait; beyond it the oldest are let go of. */
const mostWaiting = 20_000;
/** Writes between two times that the history is cut to its size. */
const pruneEvery = 50;

/** Writes what changes into the store, many changes at a time. */
export class HistoryWriter {
  readonly #turn = new Mutex();
  #waiting: HistoryEntry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writes = 0;

  constructor(
    private readonly store: HistoryStore,
    private readonly fleets: { now(): Promise<{ fleetOf: (host: string) => string | null }> },
    private readonly log: Logger,
  ) {}

  follow(feed: ChangeFeed): void {
    feed.events.on('change', (change) => {
      this.#take(change);
    });
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#turn.run(() => this.#write());
  }

  #take({ at, host, rows }: Change): void {
    // A host that was not known, or of which everything changed, is no news row by row.
    if (rows === null) return;
    for (const row of rows) this.#waiting.push({ ...row, at, host, fleet: null });
    const over = this.#waiting.length - mostWaiting;
    if (over > 0) {
      this.#waiting.splice(0, over);
      this.log.warn({ entries: over }, 'history: more changes than can be written, oldest dropped');
    }
    this.#timer ??= setTimeout(() => void this.flush(), batchMs);
  }

  async #write(): Promise<void> {
    const entries = this.#waiting;
    this.#waiting = [];
    try {
      const { fleetOf } = await this.fleets.now();
      for (let from = 0; from < entries.length; from += batchSize) {
        const batch = entries.slice(from, from + batchSize);
        await this.store.append(batch.map((entry) => ({ ...entry, fleet: fleetOf(entry.host) })));
        this.#writes += 1;
        if (this.#writes % pruneEvery === 0) await this.store.prune(Date.now());
      }
    } catch (thrown) {
      const err = FleetError.from(thrown, 'writing the history');
      this.log.error({ err, entries: entries.length }, 'changes are missing in the history');
    }
  }
}
