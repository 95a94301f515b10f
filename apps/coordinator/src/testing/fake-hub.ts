import { EventEmitter } from 'node:events';
import type { CommandArgs, CommandKind, CommandValue, Outcome } from '@muster/protocol';
import { withSignal, within } from '@muster/runtime';
import type { AgentSession } from '../agents/agent-session.js';
import type { HubEvents, SessionHub } from '../agents/session-hub.js';

/** What one host answers instead of what a healthy one would. May throw; may never settle. */
export type Behaviour = (kind: CommandKind, args: object, signal: AbortSignal) => unknown;

type Told = { readonly host: string; readonly kind: CommandKind; readonly args: object };

/** What agents answer to the three verbs of a check: `FakePorts` of @muster/testkit. */
export type PortsModel = {
  open(host: string, args: CommandArgs['openWitness']): CommandValue['openWitness'];
  send(host: string, args: CommandArgs['sendProbes']): CommandValue['sendProbes'];
  collect(host: string, checkId: string): CommandValue['collectWitness'];
  forget(host: string): void;
};

/** A SessionHub whose agents are a few lines of data: they take part in port mesh checks. */
export class FakeHub implements Pick<SessionHub, 'session' | 'dispatch' | 'events'> {
  readonly events = new EventEmitter<HubEvents>();
  readonly told: Told[] = [];
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #connected: Set<string>;

  constructor(
    hosts: readonly string[],
    private readonly ports: PortsModel,
  ) {
    this.events.setMaxListeners(0);
    this.#connected = new Set(hosts);
  }

  /** From now on; undefined goes back to healthy. */
  behave(host: string, behaviour: Behaviour): void {
    this.#behaviours.set(host, behaviour);
  }

  disconnect(host: string): void {
    this.#connected.delete(host);
    this.ports.forget(host);
    this.events.emit('disconnected', host);
  }

  kinds(host?: string): readonly CommandKind[] {
    return this.told.filter((it) => (host ?? it.host) === it.host).map(({ kind }) => kind);
  }

  session(host: string): AgentSession | undefined {
    return this.#connected.has(host) ? ({ host } as unknown as AgentSession) : undefined;
  }

  async dispatch<K extends CommandKind>(
    host: string,
    action: { kind: K; args: CommandArgs[K] },
    options: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Outcome<K>> {
    const { kind, args } = action;
    const signal = within(options.signal, options.timeoutMs);
    this.told.push({ host, kind, args });
    const answer = Promise.resolve().then(
      () => this.#behaviours.get(host)?.(kind, args, signal) ?? this.#healthy(host, kind, args),
    );
    const value = await withSignal(answer, signal, `${host}: ${kind}`);
    return { changed: false, value: value as CommandValue[K] };
  }

  #healthy(host: string, kind: CommandKind, args: object): unknown {
    if (kind === 'openWitness') return this.ports.open(host, args as CommandArgs['openWitness']);
    if (kind === 'sendProbes') return this.ports.send(host, args as CommandArgs['sendProbes']);
    const { checkId } = args as CommandArgs['collectWitness'];
    return this.ports.collect(host, checkId);
  }
}
