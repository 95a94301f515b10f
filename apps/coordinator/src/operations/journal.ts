import { EventEmitter, once } from 'node:events';
import { isFinal, type OperationEvent } from '@muster/plan';
import { redact } from '@muster/runtime';
import type { JournalEntry, OperationStore } from '../store/operations.js';

/** Writes what happens in operations before it is acted on, and lets others read along. */
export class Journal {
  readonly #written = new EventEmitter();

  constructor(private readonly store: OperationStore) {
    this.#written.setMaxListeners(0);
  }

  async append(operationId: string, event: OperationEvent): Promise<void> {
    // Messages quote what others said; what looks like a secret does not get into the store.
    const safe = redact(event) as OperationEvent;
    await this.store.append(operationId, new Date().toISOString(), safe);
    this.#written.emit(operationId);
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
