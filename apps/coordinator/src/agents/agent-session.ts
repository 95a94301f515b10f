import { randomUUID } from 'node:crypto';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { FactsDelta, HostFacts } from '@muster/inventory';
import { FleetError, isHostName } from '@muster/kernel';
import {
  type AgentMessage,
  type Command,
  type CommandResult,
  decodeAgentMessage,
  encodeCoordinatorMessage,
  type Hello,
  protocolVersion,
  type SessionRequest__Output,
  type SessionResponse,
  toGrpcStatus,
} from '@muster/protocol';
import { Outbox } from '@muster/runtime';

export type SessionCall = ServerDuplexStream<SessionRequest__Output, SessionResponse>;

export type SessionLimits = {
  /** How often the agent shall say something. Milliseconds. */
  readonly heartbeatPeriodMs: number;
  /** Silence after which the session is lost, see leastGraceMs. Milliseconds. */
  readonly graceMs: number;
  /** How long a caller may take to say Hello. Milliseconds. */
  readonly helloMs: number;
  /** Messages that may wait for a slow agent. */
  readonly outboxCapacity: number;
  /** How long an agent may leave messages unread. Milliseconds. */
  readonly stallMs: number;
};

/**
 * An agent that ends closes its session, which is seen at once: silent is only a host that is cut off or without power, or one
 * that has more to do than it can, which each new session costs still more. Milliseconds.
 */
const leastGraceMs = 30_000;

/** Heartbeats that an agent may miss before its session gives way to one of another boot. */
const missedBeats = 2;

export const sessionLimits: SessionLimits = {
  heartbeatPeriodMs: 5_000,
  graceMs: leastGraceMs,
  helloMs: 30_000,
  outboxCapacity: 256,
  stallMs: 15_000,
};

/** Each heartbeat costs the coordinator about 0.1 ms, so those of a large fleet come more seldom. Milliseconds. */
const periodPerSessionMs = 4;
const longestPeriodMs = 15_000;

/** For the next session beside so many others. */
export function limitsBeside(sessions: number): SessionLimits {
  const { heartbeatPeriodMs } = sessionLimits;
  const period = Math.min(sessions * periodPerSessionMs, longestPeriodMs);
  const most = Math.max(heartbeatPeriodMs, period);
  return { ...sessionLimits, heartbeatPeriodMs: most, graceMs: Math.max(leastGraceMs, 3 * most) };
}

/** What the session tells its owner. */
export type SessionListener = {
  opened(session: AgentSession): void;
  facts(session: AgentSession, facts: HostFacts): void;
  delta(session: AgentSession, delta: FactsDelta): void;
  ended(session: AgentSession, error: FleetError): void;
};

type Waiting = { resolve(result: CommandResult): void; reject(error: FleetError): void };

/** One registration round of one agent. Any failure ends it whole; nothing of it is used again. */
export class AgentSession {
  readonly id = randomUUID();
  readonly openedAt = new Date();
  readonly #outbox: Outbox<SessionResponse>;
  readonly #waiting = new Map<string, Waiting>();
  #hello: Hello | undefined;
  #watchdog: NodeJS.Timeout;
  #heardAt = performance.now();
  #ended = false;

  constructor(
    private readonly call: SessionCall,
    private readonly listener: SessionListener,
    private readonly limits: SessionLimits,
  ) {
    this.#outbox = new Outbox(call, {
      capacity: limits.outboxCapacity,
      stallMs: limits.stallMs,
      onOverflow: (error) => {
        this.end(error);
      },
    });
    this.#watchdog = this.#expect(limits.helloMs, 'no Hello came');
    call.on('data', (wire: SessionRequest__Output) => {
      this.#receive(wire);
    });
    call.on('error', (error: Error) => {
      this.end(new FleetError('unavailable', 'the stream broke', { cause: error }));
    });
    for (const event of ['end', 'cancelled', 'close'] as const) {
      call.on(event, () => {
        this.end(new FleetError('unavailable', 'the agent closed the session'));
      });
    }
  }

  get hello(): Hello {
    if (this.#hello === undefined) throw new FleetError('internal', 'the session is not open yet');
    return this.#hello;
  }

  get host(): string {
    return this.hello.host;
  }

  /** Whether the agent missed heartbeats: its host may have lost its power, and come back as if it were another one. */
  get isSilent(): boolean {
    return performance.now() - this.#heardAt > missedBeats * this.limits.heartbeatPeriodMs;
  }

  /** Sends the command and waits for its answer. @throws unavailable when the session ends first. */
  request(command: Command): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(new FleetError('unavailable', `${this.host}: the session has ended`));
        return;
      }
      this.#waiting.set(command.id, { resolve, reject });
      this.#outbox.send(encodeCoordinatorMessage({ kind: 'command', command }));
    });
  }

  /** Asks the agent to stop the command; it still answers. */
  cancel(id: string): void {
    this.#outbox.send(encodeCoordinatorMessage({ kind: 'cancel', id }));
  }

  /** Asks the agent to tell everything anew. */
  resync(): void {
    this.#outbox.send(encodeCoordinatorMessage({ kind: 'resync' }));
  }

  /** Ends the session whole. Harmless when it has ended. */
  end(error: FleetError): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#watchdog);
    this.#outbox.close();
    const lost = new FleetError('unavailable', `the session ended: ${error.message}`, {
      cause: error,
    });
    for (const waiting of this.#waiting.values()) waiting.reject(lost);
    this.#waiting.clear();
    // grpc-js turns an error event with a code into the call's status; destroy alone would leave the peer waiting.
    this.call.emit('error', Object.assign(new Error(error.message), toGrpcStatus(error)));
    if (this.#hello !== undefined) this.listener.ended(this, error);
  }

  #receive(wire: SessionRequest__Output): void {
    if (this.#ended) return;
    this.#heardAt = performance.now();
    try {
      this.#handle(decodeAgentMessage(wire));
    } catch (thrown) {
      this.end(FleetError.from(thrown));
    }
  }

  #handle(message: AgentMessage): void {
    if (message.kind === 'hello') {
      this.#open(message.hello);
      return;
    }
    if (this.#hello === undefined)
      throw new FleetError('invalid', 'the first message must be Hello');
    clearTimeout(this.#watchdog);
    this.#watchdog = this.#expect(this.limits.graceMs, 'no heartbeat came');
    if (message.kind === 'facts') this.listener.facts(this, message.facts);
    if (message.kind === 'delta') this.listener.delta(this, message.delta);
    if (message.kind === 'result') this.#settle(message.result);
  }

  #open(hello: Hello): void {
    if (this.#hello !== undefined) throw new FleetError('invalid', 'Hello came twice');
    if (!isHostName(hello.host)) {
      throw new FleetError('invalid', `${JSON.stringify(hello.host)} is no host name`);
    }
    if (hello.protocolVersion !== protocolVersion) {
      const versions = `the agent speaks protocol ${String(hello.protocolVersion)}, this coordinator ${String(protocolVersion)}`;
      throw new FleetError('unsupported', `${versions}: upgrade the older one`);
    }
    this.#hello = hello;
    clearTimeout(this.#watchdog);
    this.#watchdog = this.#expect(this.limits.graceMs, 'no heartbeat came');
    const jitter = 0.8 + Math.random() * 0.4;
    const heartbeatPeriodMs = Math.round(this.limits.heartbeatPeriodMs * jitter);
    const welcome = { sessionId: this.id, heartbeatPeriodMs, wantsChanges: true };
    this.#outbox.send(encodeCoordinatorMessage({ kind: 'welcome', welcome }));
    this.listener.opened(this);
  }

  /** An answer to a command that nobody waits for any more is dropped. */
  #settle(result: CommandResult): void {
    this.#waiting.get(result.id)?.resolve(result);
    this.#waiting.delete(result.id);
  }

  #expect(ms: number, what: string): NodeJS.Timeout {
    const watchdog = setTimeout(() => {
      // What came while this process was busy is read before silence is believed.
      setImmediate(() => {
        if (this.#watchdog !== watchdog) return;
        this.end(new FleetError('deadline', `${what} within ${String(ms)} ms`));
      });
    }, ms);
    return watchdog;
  }
}
