import { EventEmitter, once } from 'node:events';
import { isFinal, type OperationEvent } from '@muster/plan';
import { Mutex, redact } from '@muster/runtime';
import type { Happening, JournalEntry, OperationStore } from '../store/operations.js';

/** How long what is noted may stay unwritten, so that what happens in one go is written in one go. Milliseconds. */
const noteMs = 20;

/**
 * Writes what happens in operations, and lets others read along. Each writing waits for the disk: what has to be there before
 * it is acted on is appended, all else is noted and written along with it.
 */
export class Journal {
  readonly #written = new EventEmitter();
  /** By operation, in order. What could not be written stays for the next time. */
  readonly #noted = new Map<string, Happening[]>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #writes = new Mutex();

  constructor(private readonly store: OperationStore) {
    this.#written.setMaxListeners(0);
  }

  /** Written soon, and before what happens after it. Where that fails, it is written along with the next that works. */
  note(operationId: string, event: OperationEvent): void {
    this.#add(operationId, happeningNow(event));
    if (this.#timers.has(operationId)) return;
    const write = () => this.write(operationId).catch(() => undefined);
    this.#timers.set(
      operationId,
      setTimeout(() => void write(), noteMs),
    );
  }

  /** Resolves when it is on the disk, with all that was noted before it. Rejects when it is not, and will not be. */
  append(operationId: string, event: OperationEvent): Promise<void> {
    const happening = happeningNow(event);
    this.#add(operationId, happening);
    return this.#writes.run(async () => {
      const noted = this.#noted.get(operationId) ?? [];
      // Who waited for the same disk has written it along.
      if (!noted.includes(happening)) return;
      try {
        await this.#write(operationId, noted);
      } catch (error) {
        noted.splice(noted.indexOf(happening), 1);
        throw error;
      }
    });
  }

  /** Resolves when all that was noted is on the disk. */
  write(operationId: string): Promise<void> {
    return this.#writes.run(() => this.#write(operationId, this.#noted.get(operationId) ?? []));
  }

  async #write(operationId: string, noted: Happening[]): Promise<void> {
    clearTimeout(this.#timers.get(operationId));
    this.#timers.delete(operationId);
    const written = [...noted];
    if (written.length === 0) return;
    await this.store.append(operationId, written);
    // What was noted meanwhile is behind it.
    noted.splice(0, written.length);
    if (noted.length === 0) this.#noted.delete(operationId);
    this.#written.emit(operationId);
  }

  #add(operationId: string, happening: Happening): void {
    const noted = this.#noted.get(operationId);
    if (noted === undefined) this.#noted.set(operationId, [happening]);
    else noted.push(happening);
  }

  /**
   * All entries after `afterSeq`, and those to come, until the operation has ended. Every reader reads from the store at
   * its own pace, so a slow one costs no memory. Ends early, without error, when the signal aborts.
   */
  async *follow(
    operationId: string,
    afterSeq: number,
    signal: AbortSignal,
  ): AsyncGenerator<JournalEntry> {
    let seq = afterSeq;
    while (!signal.aborted) {
      const round = new AbortController();
      try {
        const news = this.#next(operationId, AbortSignal.any([signal, round.signal]));
        // The state before the entries: an end that is written between the two is read with the next entries.
        const { state } = await this.store.operation(operationId);
        const entries = await this.store.journal(operationId, seq);
        for (const entry of entries) yield entry;
        seq = entries.at(-1)?.seq ?? seq;
        if (entries.length === 0 && isFinal(state)) return;
        if (entries.length === 0) await news;
      } finally {
        round.abort();
      }
    }
  }

  /** Listening starts before the store is read, so nothing falls between. */
  async #next(operationId: string, signal: AbortSignal): Promise<void> {
    try {
      await once(this.#written, operationId, { signal });
    } catch {
      // Aborted: the reader has gone.
    }
  }
}

function happeningNow(event: OperationEvent): Happening {
  // Messages quote what others said; what looks like a secret does not get into the store.
  return { at: new Date().toISOString(), event: redact(event) as OperationEvent };
}
