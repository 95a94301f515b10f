/** Lets so many run at once; the others wait in the order in which they came. Of its own: tasks bring no library along. */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** @param free how many more may run now. */
  constructor(private free: number) {}

  async run<T>(act: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
