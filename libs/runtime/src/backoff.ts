export type BackoffOptions = {
  readonly firstMs: number;
  readonly longestMs: number;
  /** A number in [0, 1); Math.random unless a test chooses. */
  readonly random?: () => number;
};

/**
 * Waiting times that double up to a longest, each with full jitter over its upper half, so that a fleet of agents which
 * lost the same coordinator at the same moment does not come back at the same moment.
 */
export class Backoff {
  #attempt = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** Milliseconds to wait before the next try. */
  next(): number {
    const { firstMs, longestMs, random = Math.random } = this.options;
    const ceiling = Math.min(longestMs, firstMs * 2 ** this.#attempt);
    if (ceiling < longestMs) this.#attempt += 1;
    return ceiling / 2 + (random() * ceiling) / 2;
  }

  /** The next wait is a first one again. */
  reset(): void {
    this.#attempt = 0;
  }
}
