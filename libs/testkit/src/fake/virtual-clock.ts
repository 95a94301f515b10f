import { FleetError } from '@muster/kernel';

type Event = { readonly at: number; readonly act: () => void };

const longestRunMs = 24 * 3_600_000;

/** Time that passes only when a test says so: nothing sleeps, and every run is the same. */
export class VirtualClock {
  #now = Date.UTC(2026, 0, 1);
  #events: readonly Event[] = [];

  now(): number {
    return this.#now;
  }

  /** RFC 3339. */
  time(): string {
    return new Date(this.#now).toISOString();
  }

  /** Does it that many milliseconds from now. @returns a function that calls it off. */
  after(ms: number, act: () => void): () => void {
    const event = { at: this.#now + ms, act };
    // Sorted by time; those of the same time stay in the order of their making.
    this.#events = [...this.#events, event].sort((a, b) => a.at - b.at);
    return () => {
      this.#events = this.#events.filter((other) => other !== event);
    };
  }

  /** @throws deadline or cancelled as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        callOff();
        reject(FleetError.from(signal.reason, 'waiting'));
      };
      const callOff = this.after(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Like AbortSignal.timeout. */
  deadline(ms: number): AbortSignal {
    const controller = new AbortController();
    this.after(ms, () => {
      controller.abort(new DOMException(`${ms} ms are over`, 'TimeoutError'));
    });
    return controller.signal;
  }

  /** Lets this much time pass. */
  async pass(ms: number): Promise<void> {
    await this.run(this.sleep(ms, new AbortController().signal));
  }

  /** Lets time pass, from event to event, until the promise is settled. @throws when no event can settle it. */
  async run<T>(promise: Promise<T>): Promise<T> {
    const outcome = { isSettled: false };
    const settle = (): void => {
      outcome.isSettled = true;
    };
    promise.then(settle, settle);
    const end = this.#now + longestRunMs;
    for (;;) {
      await everythingElse();
      if (outcome.isSettled) return promise;
      const next = this.#events[0];
      if (next === undefined || next.at > end) {
        throw new Error('the promise waits for something that no passing of time brings');
      }
      this.#events = this.#events.slice(1);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
  }
}

/** All that can happen without time passing has happened: promises that wait for promises, and for the event loop. */
async function everythingElse(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
