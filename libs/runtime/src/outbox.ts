import { FleetError } from '@muster/kernel';

/** The writing half of a gRPC stream, as far as it is needed here. */
export type Writable<Message> = {
  write(message: Message): boolean;
  once(event: 'drain', listener: () => void): unknown;
};

export type OutboxOptions = {
  /** Messages that may wait for a slow reader. */
  readonly capacity: number;
  /** How long the reader may leave messages waiting. */
  readonly stallMs: number;
  /** Called once, with code `exhausted`, when the reader is too slow: whoever owns the stream ends it. */
  readonly onOverflow: (error: FleetError) => void;
};

/**
 * Writes to a stream without ever buffering more than its capacity: grpc-js itself would buffer for ever. A reader that
 * does not keep up is cut off.
 */
export class Outbox<Message> {
  readonly #queue: Message[] = [];
  #blocked = false;
  #closed = false;
  #stall: NodeJS.Timeout | undefined;

  constructor(
    private readonly stream: Writable<Message>,
    private readonly options: OutboxOptions,
  ) {}

  /** Sends now, or when those before it are through. Dropped after close. */
  send(message: Message): void {
    if (this.#closed) return;
    if (!this.#blocked) {
      this.#write(message);
      return;
    }
    this.#queue.push(message);
    const { capacity } = this.options;
    if (this.#queue.length > capacity) this.#overflow(`${String(capacity)} messages wait unread`);
  }

  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
    clearTimeout(this.#stall);
  }

  #write(message: Message): void {
    // A stream that breaks while it is written to closes us before write returns.
    if (this.stream.write(message) || this.#closed) return;
    this.#blocked = true;
    const { stallMs } = this.options;
    this.#stall = setTimeout(() => {
      this.#overflow(`nothing was read for ${String(stallMs)} ms`);
    }, stallMs);
    this.stream.once('drain', () => {
      this.#drained();
    });
  }

  #drained(): void {
    clearTimeout(this.#stall);
    this.#blocked = false;
    this.#flush();
  }

  #flush(): void {
    while (!this.#blocked && this.#queue.length > 0) {
      const next = this.#queue.shift();
      if (next !== undefined) this.#write(next);
    }
  }

  #overflow(why: string): void {
    this.close();
    this.options.onOverflow(new FleetError('exhausted', `the peer does not read: ${why}`));
  }
}
