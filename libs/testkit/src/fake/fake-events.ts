import { engineError, type EngineEvent } from '@muster/docker';

type Follower = {
  readonly waiting: EngineEvent[];
  /** Why the stream ended. */
  ended?: unknown;
  wake: () => void;
};

/** The event stream of a fake engine: everyone who follows hears everything from then on. */
export class FakeEvents {
  readonly #followers = new Set<Follower>();

  /** How many follow now. */
  get followers(): number {
    return this.#followers.size;
  }

  emit(event: EngineEvent): void {
    for (const follower of this.#followers) {
      follower.waiting.push(event);
      follower.wake();
    }
  }

  /** What a daemon that dies does to those who follow it. */
  end(error: unknown): void {
    for (const follower of this.#followers) {
      follower.ended = error;
      follower.wake();
    }
  }

  follow(signal: AbortSignal): AsyncIterable<EngineEvent> {
    const follower: Follower = { waiting: [], wake: () => undefined };
    this.#followers.add(follower);
    signal.addEventListener('abort', () => {
      follower.ended = signal.reason;
      follower.wake();
    });
    return this.#told(follower, signal);
  }

  async *#told(follower: Follower, signal: AbortSignal): AsyncGenerator<EngineEvent, never> {
    try {
      for (;;) {
        const next = follower.waiting.shift();
        if (next !== undefined) yield next;
        else if (follower.ended !== undefined) throw engineError(follower.ended, 'follow', signal);
        else
          await new Promise<void>((resolve) => {
            follower.wake = resolve;
          });
      }
    } finally {
      this.#followers.delete(follower);
    }
  }
}
