export type AdaptiveLimitOptions = {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
};

/**
 * How many tasks may run at once, found by trying: each task that the other side took well raises the limit by one, each
 * sign of overload halves it (additive increase, multiplicative decrease, as in TCP). As there, one overload counts once:
 * the tasks that ran beside the first one that groaned tell the same, and do not halve it again.
 */
export class AdaptiveLimit {
  #limit: number;
  #running = 0;
  #halvings = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly options: AdaptiveLimitOptions) {
    this.#limit = options.initial;
  }

  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Runs the task when there is room. `overloaded` says of its result (or failure) whether the other side groaned. */
  async run<T>(
    task: () => Promise<T>,
    overloaded: (settled: PromiseSettledResult<T>) => boolean,
  ): Promise<T> {
    await this.#enter();
    const halvings = this.#halvings;
    try {
      // In a promise of its own, so that a task which throws at once is a rejection like any other.
      const [settled] = await Promise.allSettled([Promise.resolve().then(task)]);
      this.#adjust(overloaded(settled), halvings === this.#halvings);
      if (settled.status === 'rejected') throw settled.reason;
      return settled.value;
    } finally {
      this.#leave();
    }
  }

  #adjust(overloaded: boolean, isNews: boolean): void {
    if (overloaded && !isNews) return;
    const { least, most } = this.options;
    if (overloaded) this.#halvings += 1;
    const next = overloaded ? this.#limit / 2 : this.#limit + 1;
    this.#limit = Math.min(most, Math.max(least, next));
  }

  async #enter(): Promise<void> {
    while (this.#running >= this.limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
  }

  #leave(): void {
    this.#running -= 1;
    // Whoever wakes looks at the limit again, so waking too many is harmless.
    const room = Math.max(0, this.limit - this.#running);
    for (const wake of this.#waiting.splice(0, room)) wake();
  }
}
