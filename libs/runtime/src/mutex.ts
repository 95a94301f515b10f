/** Runs tasks one at a time, in the order in which they were given. */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    // The next one runs whatever became of this one; whoever asked for this one sees its failure.
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
