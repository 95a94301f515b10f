import { withSignal } from '@muster/runtime';

type Turn = { readonly hosts: ReadonlySet<string>; readonly over: Promise<void> };

/**
 * Has tasks that share a host run one after the other, in the order in which they came; others run beside each other. Two
 * checks of one host would find each other's listeners on the ports.
 */
export class HostTurns {
  readonly #turns = new Set<Turn>();

  /** @throws cancelled or deadline when the signal aborts before the task's turn; the task itself has to mind it later. */
  async run<T>(hosts: readonly string[], signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const before = [...this.#turns].filter((turn) => hosts.some((host) => turn.hosts.has(host)));
    const { promise: over, resolve: end } = Promise.withResolvers<undefined>();
    const turn: Turn = { hosts: new Set(hosts), over };
    this.#turns.add(turn);
    try {
      const theirs = Promise.all(before.map((earlier) => earlier.over));
      await withSignal(theirs, signal, 'waiting for an earlier check of the same hosts');
      return await task();
    } finally {
      this.#turns.delete(turn);
      end(undefined);
    }
  }
}
