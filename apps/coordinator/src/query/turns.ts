import { setImmediate as turn } from 'node:timers/promises';

/** How long work may go on before others get their turn. Milliseconds. */
const longestMs = 5;

/** Breaks long work up, so that the process goes on to answer others. */
export class Turns {
  #since = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  /** Asked between many small pieces of work, where waiting for `next` each time would cost more than they. */
  get due(): boolean {
    return performance.now() - this.#since >= longestMs;
  }

  /** Between two pieces of work. @throws the signal's reason. */
  async next(): Promise<void> {
    if (!this.due) return;
    await turn();
    this.signal.throwIfAborted();
    this.#since = performance.now();
  }
}
