import type { ClientDuplexStream } from '@grpc/grpc-js';
import { FleetError } from '@muster/kernel';
import {
  type CommandResult,
  type CoordinatorMessage,
  decodeCoordinatorMessage,
  encodeAgentMessage,
  fromGrpcError,
  type Hello,
  type SessionRequest,
  type SessionResponse__Output,
  type Welcome,
} from '@muster/protocol';
import { type Logger, Outbox, within } from '@muster/runtime';
import type { FactsReporter } from '../inventory/index.js';
import type { CommandRunner } from './command-runner.js';

export type SessionStream = ClientDuplexStream<SessionRequest, SessionResponse__Output>;

export type SessionDeps = {
  readonly hello: Hello;
  readonly runner: CommandRunner;
  readonly log: Logger;
  /** Called once, when the coordinator has welcomed us. */
  readonly onWelcome: () => void;
  readonly reporter: Pick<FactsReporter, 'look' | 'listen'>;
};

/** How long the coordinator may take to welcome us. Milliseconds. */
const welcomeMs = 30_000;
/** How long one look at the host may take. Milliseconds. */
const lookMs = 20_000;
const outboxLimits = { capacity: 256, stallMs: 15_000 };

/**
 * One round: Hello, Welcome, then commands down and answers up until anything fails. Resolves with the reason of the end;
 * never rejects. Commands that run go on without it.
 */
export function runSession(
  stream: SessionStream,
  deps: SessionDeps,
  signal: AbortSignal,
): Promise<FleetError> {
  return new Promise((resolve) => {
    const session = new Session(stream, deps, (reason) => {
      signal.removeEventListener('abort', stop);
      resolve(reason);
    });
    const stop = () => {
      session.end(FleetError.from(signal.reason, 'session'));
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

class Session {
  readonly #outbox: Outbox<SessionRequest>;
  #timer: NodeJS.Timeout;
  #isWelcome = false;
  #ended = false;
  readonly #abort = new AbortController();
  #stopListening: () => void = () => undefined;

  constructor(
    private readonly stream: SessionStream,
    private readonly deps: SessionDeps,
    private readonly onEnd: (reason: FleetError) => void,
  ) {
    this.#outbox = new Outbox(stream, {
      ...outboxLimits,
      onOverflow: (error) => {
        this.end(error);
      },
    });
    this.#timer = setTimeout(() => {
      this.end(new FleetError('deadline', `no welcome within ${String(welcomeMs)} ms`));
    }, welcomeMs);
    stream.on('data', (wire: SessionResponse__Output) => {
      this.#receive(wire);
    });
    stream.on('error', (error: Error) => {
      this.end(fromGrpcError(error, 'session'));
    });
    stream.on('end', () => {
      this.end(new FleetError('unavailable', 'the coordinator closed the session'));
    });
    this.#outbox.send(encodeAgentMessage({ kind: 'hello', hello: deps.hello }));
  }

  end(reason: FleetError): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    clearInterval(this.#timer);
    this.#stopListening();
    this.#abort.abort(reason);
    this.#outbox.close();
    this.stream.cancel();
    this.onEnd(reason);
  }

  #receive(wire: SessionResponse__Output): void {
    if (this.#ended) return;
    try {
      this.#handle(decodeCoordinatorMessage(wire));
    } catch (thrown) {
      const error = FleetError.from(thrown, 'session');
      // A verb of a newer coordinator is no reason to lose the session: the command is answered.
      if (error.code === 'unsupported' && wire.command) {
        this.#answer({ id: wire.command.id, ok: false, error });
      } else this.end(error);
    }
  }

  #handle(message: CoordinatorMessage): void {
    switch (message.kind) {
      case 'welcome':
        this.#welcomed(message.welcome);
        return;
      case 'resync':
        this.#tellAll();
        return;
      case 'command':
        void this.deps.runner.run(message.command).then((result) => {
          this.#answer(result);
        });
        return;
      case 'cancel':
        this.deps.runner.cancel(message.id);
    }
  }

  #answer(result: CommandResult): void {
    this.#outbox.send(encodeAgentMessage({ kind: 'result', result }));
  }

  #welcomed({ heartbeatPeriodMs, wantsChanges }: Welcome): void {
    if (this.#isWelcome) throw new FleetError('invalid', 'the coordinator welcomed us twice');
    this.#isWelcome = true;
    clearTimeout(this.#timer);
    this.#timer = setInterval(() => {
      this.#outbox.send(encodeAgentMessage({ kind: 'heartbeat' }));
    }, heartbeatPeriodMs);
    this.deps.onWelcome();
    if (!wantsChanges) this.#tellAll();
    else {
      this.#stopListening = this.deps.reporter.listen((report) => {
        this.#outbox.send(encodeAgentMessage(report));
      });
    }
  }

  #tellAll(): void {
    this.deps.reporter.look(within(this.#abort.signal, lookMs)).then(
      (facts) => {
        this.#outbox.send(encodeAgentMessage({ kind: 'facts', facts }));
      },
      (thrown: unknown) => {
        if (!this.#ended) this.deps.log.warn({ err: thrown }, 'the host could not be looked at');
      },
    );
  }
}
