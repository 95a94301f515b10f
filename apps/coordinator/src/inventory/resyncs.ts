import type { Logger } from '@muster/runtime';

export type ResyncOptions = {
  /** Asks the host's agent to tell everything. @returns false when it has no session. */
  readonly ask: (host: string) => boolean;
  readonly log: Logger;
  /** How many may be on their way at the same time. */
  readonly mostAtOnce?: number;
  /** How long an agent may take before the next one is asked. Milliseconds. */
  readonly answerMs?: number;
};

type Asked = { readonly at: number; readonly timer: NodeJS.Timeout };

/**
 * Who shall tell everything, and when: a few at a time. After a restart of the coordinator all agents of a fleet come back at
 * once, and all that they have to tell does not fit through one process at once.
 */
export class Resyncs {
  /** In the order in which they came. */
  readonly #waiting = new Set<string>();
  readonly #asked = new Map<string, Asked>();

  constructor(private readonly options: ResyncOptions) {}

  /** How many hosts are still to tell everything. */
  get size(): number {
    return this.#waiting.size + this.#asked.size;
  }

  /** Once is enough, however often it is wanted before the answer. */
  want(host: string): void {
    if (this.#asked.has(host)) return;
    this.#waiting.add(host);
    this.#next();
  }

  /** @returns when the host was asked, by the monotonic clock; undefined when it tells by itself. Milliseconds. */
  answered(host: string): number | undefined {
    this.#waiting.delete(host);
    const asked = this.#asked.get(host);
    clearTimeout(asked?.timer);
    this.#asked.delete(host);
    this.#next();
    return asked?.at;
  }

  /** The host's agent is gone, and with it the question. */
  forget(host: string): void {
    this.answered(host);
  }

  #next(): void {
    const { ask, mostAtOnce = 32 } = this.options;
    for (const host of this.#waiting) {
      if (this.#asked.size >= mostAtOnce) return;
      this.#waiting.delete(host);
      if (ask(host)) this.#asked.set(host, this.#begin(host));
    }
  }

  #begin(host: string): Asked {
    const { log, answerMs = 20_000 } = this.options;
    const timer = setTimeout(() => {
      log.warn({ host }, 'the agent did not tell its facts in time, and is asked again');
      this.#asked.delete(host);
      this.want(host);
    }, answerMs);
    return { at: performance.now(), timer: timer.unref() };
  }
}
