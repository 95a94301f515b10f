import { FleetError } from '@muster/kernel';
import type { Command, CommandKind, CommandResult, Outcome } from '@muster/protocol';
import { Mutex, withSignal, within } from '@muster/runtime';

/** Does what one command asks. @throws FleetError. */
export type Perform = (
  action: Command['action'],
  signal: AbortSignal,
) => Promise<Outcome<CommandKind>>;

/** Verbs that change the host. Two of them never run at the same time; the others only look or wait. */
const changing: ReadonlySet<CommandKind> = new Set<CommandKind>([
  'ensureSwarmInitialised',
  'ensureJoined',
  'ensureLeft',
  'ensureNode',
  'ensureNodeRemoved',
  'ensureNetworkPresent',
  'ensureNetworkAbsent',
  'restartEngine',
  'startVerification',
  'endVerification',
]);

/** Answers kept for a coordinator that asks again after a reconnect. */
const remembered = 64;

type Entry = { readonly abort: AbortController; readonly result: Promise<CommandResult> };

/**
 * Runs commands, each id once. It outlives sessions: a command goes on when its session is lost, and whoever asks for it
 * again by its id gets the first answer.
 */
export class CommandRunner {
  readonly #commands = new Map<string, Entry>();
  /** Ids of answers that are kept, oldest first. */
  readonly #kept: string[] = [];
  readonly #changes = new Mutex();
  #running = 0;
  #draining = false;
  #idle: () => void = () => undefined;

  constructor(private readonly perform: Perform) {}

  /** Whether a command runs now. */
  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** Never rejects: what fails is an answer too. */
  run(command: Command): Promise<CommandResult> {
    const known = this.#commands.get(command.id);
    if (known !== undefined) return known.result;
    if (this.#draining) {
      const error = new FleetError('unavailable', 'the agent is shutting down');
      return Promise.resolve({ id: command.id, ok: false, error });
    }
    const abort = new AbortController();
    const result = this.#start(command, abort.signal);
    this.#remember(command, { abort, result });
    return result;
  }

  cancel(id: string): void {
    this.#commands
      .get(id)
      ?.abort.abort(new FleetError('cancelled', 'cancelled by the coordinator'));
  }

  /** Takes nothing new; resolves when what runs has ended. When the signal aborts first, that is cancelled. */
  async drain(signal: AbortSignal): Promise<void> {
    this.#draining = true;
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
    if (this.#running === 0) return;
    const cancelAll = () => {
      for (const id of this.#commands.keys()) this.cancel(id);
    };
    signal.addEventListener('abort', cancelAll, { once: true });
    if (signal.aborted) cancelAll();
    await idle;
    signal.removeEventListener('abort', cancelAll);
  }

  async #start(command: Command, cancelled: AbortSignal): Promise<CommandResult> {
    const { id, timeoutMs, action } = command;
    const signal = within(cancelled, timeoutMs);
    this.#running += 1;
    try {
      const work = () => this.perform(action, signal);
      const outcome = await (changing.has(action.kind) ? this.#inTurn(work, signal) : work());
      return { id, ok: true, outcome };
    } catch (thrown) {
      return { id, ok: false, error: FleetError.from(thrown, action.kind) };
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#idle();
    }
  }

  /** A command that is cancelled, or out of time, while it waits for its turn says so at once and is never done. */
  async #inTurn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    let begin: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const done = this.#changes.run(() => {
      begin();
      signal.throwIfAborted();
      return work();
    });
    await withSignal(turn, signal, 'waiting for an earlier command');
    return done;
  }

  #remember(command: Command, entry: Entry): void {
    this.#commands.set(command.id, entry);
    void entry.result.then(() => {
      // Nothing that looks is worth keeping, and a join token must not be kept.
      const isKept = changing.has(command.action.kind);
      const forgotten = isKept ? this.#keep(command.id) : command.id;
      if (forgotten !== undefined) this.#commands.delete(forgotten);
    });
  }

  /** @returns the id whose answer is too old to be kept. One that still runs is never forgotten. */
  #keep(id: string): string | undefined {
    this.#kept.push(id);
    return this.#kept.length > remembered ? this.#kept.shift() : undefined;
  }
}
