import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { FactsDelta, HostFacts } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { CommandArgs, CommandKind, CommandResult, Command, Outcome } from '@muster/protocol';
import { type Logger, withSignal, within } from '@muster/runtime';
import type { AgentSession, SessionListener } from './agent-session.js';

/** What the hub tells whoever keeps the inventory. */
export type HubEvents = {
  connected: [session: AgentSession];
  disconnected: [host: string];
  facts: [host: string, facts: HostFacts];
  delta: [host: string, delta: FactsDelta];
  /** A verb that may change the host was sent, or answered. */
  acted: [host: string, kind: CommandKind];
};

/** Time that an answer may need on its way after the agent's own deadline has passed. Milliseconds. */
const answerSlackMs = 3_000;
/** A join that ran out of time is taken back before the agent answers. Milliseconds. */
const takeBackMs = 30_000;

/** Verbs after which a host is as it was before, or nothing that an inventory tells is otherwise. */
const looking: ReadonlySet<CommandKind> = new Set<CommandKind>([
  'collectFacts',
  'awaitMembership',
  'fetchJoinToken',
  'openWitness',
  'sendProbes',
  'collectWitness',
  'prepareVerification',
  'startVerification',
  'watchVerification',
  'awaitVerification',
  'collectVerification',
  'endVerification',
  'clearVerification',
  'sweepVerifications',
]);

/** All sessions, one a host, and the way to have an agent do something. */
export class SessionHub implements SessionListener {
  readonly events = new EventEmitter<HubEvents>();
  readonly #sessions = new Map<string, AgentSession>();

  constructor(private readonly log: Logger) {
    // Every dispatch that waits for a reconnect listens.
    this.events.setMaxListeners(0);
  }

  /** How many hosts are connected. */
  get size(): number {
    return this.#sessions.size;
  }

  session(host: string): AgentSession | undefined {
    return this.#sessions.get(host);
  }

  /** Asks the host's agent to tell everything anew. @returns false when it has no session. */
  resync(host: string): boolean {
    const session = this.#sessions.get(host);
    session?.resync();
    return session !== undefined;
  }

  /**
   * Has the host's agent do something and waits for the outcome. When the session is lost on the way, the same command is
   * sent again over the next one, and answered from the agent's memory if it was done meanwhile.
   * @param timeoutMs for the agent's work and all reconnects together.
   * @throws whatever the agent's verb says; unavailable when no session could be had in time; deadline; cancelled.
   */
  async dispatch<K extends CommandKind>(
    host: string,
    action: { kind: K; args: CommandArgs[K] },
    options: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Outcome<K>> {
    // The union of all kinds is what goes on the wire; K is what comes back for it.
    const command = { id: randomUUID(), timeoutMs: options.timeoutMs, action } as Command;
    const slackMs = answerSlackMs + (action.kind === 'ensureJoined' ? takeBackMs : 0);
    const deadline = within(options.signal, options.timeoutMs + slackMs);
    const acts = !looking.has(action.kind);
    if (acts) this.events.emit('acted', host, action.kind);
    try {
      const result = await this.#untilAnswered(host, command, deadline);
      if (!result.ok) throw new FleetError(result.error.code, `${host}: ${result.error.message}`);
      return result.outcome as Outcome<K>;
    } catch (thrown) {
      if (deadline.aborted) this.#sessions.get(host)?.cancel(command.id);
      throw FleetError.from(thrown, `${host}: ${action.kind}`);
    } finally {
      if (acts) this.events.emit('acted', host, action.kind);
    }
  }

  async #untilAnswered(
    host: string,
    command: Command,
    signal: AbortSignal,
  ): Promise<CommandResult> {
    for (;;) {
      const session = this.#sessions.get(host) ?? (await this.#nextSession(host, signal));
      try {
        return await withSignal(
          session.request(command),
          signal,
          `${host}: ${command.action.kind}`,
        );
      } catch (thrown) {
        const fault = FleetError.from(thrown);
        if (fault.code !== 'unavailable' || signal.aborted) throw fault;
        this.log.info(
          { host, command: command.id },
          'session lost, command waits for the next one',
        );
      }
    }
  }

  async #nextSession(host: string, signal: AbortSignal): Promise<AgentSession> {
    try {
      for (;;) {
        await once(this.events, 'connected', { signal });
        const session = this.#sessions.get(host);
        if (session !== undefined) return session;
      }
    } catch (thrown) {
      if (signal.aborted) {
        throw new FleetError('unavailable', `${host}: its agent is not connected`, {
          cause: thrown,
        });
      }
      throw thrown;
    }
  }

  opened(session: AgentSession): void {
    const older = this.#sessions.get(session.host);
    if (older !== undefined && !older.isSilent && isOtherMachine(older, session)) {
      session.end(
        new FleetError(
          'conflict',
          `another machine is connected as host ${session.host}: give each its own --host`,
        ),
      );
      return;
    }
    this.#sessions.set(session.host, session);
    older?.end(new FleetError('conflict', 'a newer session of this host took over'));
    this.log.info(
      { host: session.host, session: session.id, agentVersion: session.hello.agentVersion },
      'agent connected',
    );
    this.events.emit('connected', session);
  }

  facts(session: AgentSession, facts: HostFacts): void {
    if (this.#isCurrent(session)) this.events.emit('facts', session.host, facts);
  }

  delta(session: AgentSession, delta: FactsDelta): void {
    if (this.#isCurrent(session)) this.events.emit('delta', session.host, delta);
  }

  ended(session: AgentSession, error: FleetError): void {
    this.log.info(
      { host: session.host, session: session.id, reason: error.message },
      'agent disconnected',
    );
    if (!this.#isCurrent(session)) return;
    this.#sessions.delete(session.host);
    this.events.emit('disconnected', session.host);
  }

  /** A host has one session; what an older one still says does not count. */
  #isCurrent(session: AgentSession): boolean {
    return this.#sessions.get(session.host) === session;
  }

  /** Ends all sessions; agents try again elsewhere or later. */
  close(): void {
    for (const session of this.#sessions.values()) {
      session.end(new FleetError('unavailable', 'the coordinator is shutting down'));
    }
  }
}

/** Two machines under one name would displace each other for ever, and do each other's commands. */
function isOtherMachine(a: AgentSession, b: AgentSession): boolean {
  return a.hello.bootId !== '' && b.hello.bootId !== '' && a.hello.bootId !== b.hello.bootId;
}
