import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { HostFacts } from '@muster/inventory';
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
} from '@muster/protocol';
import { type Logger, Outbox } from '@muster/runtime';
import type { CommandRunner } from './command-runner.js';

export type SessionStream = ClientDuplexStream<SessionRequest, SessionResponse__Output>;

export type SessionDeps = {
  readonly hello: Hello;
  readonly runner: CommandRunner;
  readonly log: Logger;
  /** Called once, when the coordinator has welcomed us. */
  readonly onWelcome: () => void;
  /** What is reported without being asked, once after the welcome. */
  readonly collect: () => Promise<HostFacts>;
};

/** How long the coordinator may take to welcome us. Milliseconds. */
const welcomeMs = 10_000;
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
        this.#welcomed(message.welcome.heartbeatPeriodMs);
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

  #welcomed(heartbeatPeriodMs: number): void {
    if (this.#isWelcome) throw new FleetError('invalid', 'the coordinator welcomed us twice');
    this.#isWelcome = true;
    clearTimeout(this.#timer);
    this.#timer = setInterval(() => {
      this.#outbox.send(encodeAgentMessage({ kind: 'heartbeat' }));
    }, heartbeatPeriodMs);
    this.deps.onWelcome();
    this.deps.collect().then(
      (facts) => {
        this.#outbox.send(encodeAgentMessage({ kind: 'facts', facts }));
      },
      (thrown: unknown) => {
        this.deps.log.warn({ err: thrown }, 'the host could not be looked at');
      },
    );
  }
}
