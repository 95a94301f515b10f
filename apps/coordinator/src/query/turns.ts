import { setImmediate as turn } from 'node:timers/promises';

/** How long work may go on before others get their turn. Milliseconds. */
const longestMs = 5;

/** Breaks long work up, so that the process goes on to answer others. */
export class Turns {
  #since = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  /** Between two pieces of work. @throws the signal's reason. */
  async next(): Promise<void> {
    if (performance.now() - this.#since < longestMs) return;
    await turn();
    this.signal.throwIfAborted();
    this.#since = performance.now();
  }
}
