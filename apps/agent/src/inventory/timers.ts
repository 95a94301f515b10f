import type { Clock } from '../verbs/index.js';

export type TimersDeps = {
  readonly clock: Clock;
  /** Nothing comes due any more once it has aborted. */
  readonly signal: AbortSignal;
};

/** What is to happen later. */
export class Timers {
  readonly #due = new Set<string>();

  /** @param wake called after each that came due. */
  constructor(
    private readonly deps: TimersDeps,
    private readonly wake: () => void,
  ) {}

  after(ms: number, act: () => void): void {
    this.deps.clock.sleep(ms, this.deps.signal).then(
      () => {
        act();
        this.wake();
      },
      () => undefined,
    );
  }

  /** Not when one of that name is due already. */
  once(name: string, ms: number, act: () => void): void {
    if (this.#due.has(name)) return;
    this.#due.add(name);
    this.after(ms, () => {
      this.#due.delete(name);
      act();
    });
  }
}
