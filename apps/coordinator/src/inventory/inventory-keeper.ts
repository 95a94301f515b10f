import type { EventEmitter } from 'node:events';
import type { FactsDelta, HostFacts, HostRecord, Inventory } from '@muster/inventory';
import { applyDelta, clockOffset, factSections, sectionsOf, shareFacts } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { type Logger, withSignal } from '@muster/runtime';
import type { CommandKind } from '@muster/protocol';
import type { AgentSession } from '../agents/agent-session.js';
import type { SessionHub } from '../agents/session-hub.js';
import { HostRecords, type InventoryEvents } from './host-records.js';
import { Resyncs } from './resyncs.js';

/** How long one host may take to look at itself. Milliseconds. */
const collectMs = 15_000;

type Look = { readonly startedAt: number; readonly done: Promise<void> };

/** What these verbs change is told before they are answered. */
const toldAtOnce: ReadonlySet<CommandKind> = new Set<CommandKind>([
  'ensureNetworkPresent',
  'ensureNetworkAbsent',
]);

const never = Number.NEGATIVE_INFINITY;

/** What is known of every host that ever connected: its agent's last look, and every change that the agent told since. */
export class InventoryKeeper {
  readonly #records = new HostRecords();
  readonly #resyncs: Resyncs;
  /** Hosts whose agent told everything in its session, so that its changes make sense. */
  readonly #followed = new Set<string>();
  // By the coordinator's monotonic clock, in milliseconds: hosts' own clocks may be wrong. What is told between looks does not
  // make a look younger: a plan trusts only what was looked at after the last act.
  readonly #lookedAt = new Map<string, number>();
  /** When a verb that changes the host was last sent or answered: what was seen before is outdated. */
  readonly #actedAt = new Map<string, number>();
  readonly #connectedAt = new Map<string, number>();
  readonly #looking = new Map<string, Look>();

  constructor(
    private readonly hub: SessionHub,
    private readonly log: Logger,
  ) {
    this.#resyncs = new Resyncs({ log, ask: (host) => hub.resync(host) });
    hub.events.on('connected', (session) => {
      this.#connected(session);
    });
    hub.events.on('disconnected', (host) => {
      this.#resyncs.forget(host);
      this.#followed.delete(host);
      const lostAt = new Date().toISOString();
      this.#records.put({ ...this.#record(host), connected: false, lostAt }, ['connection']);
    });
    hub.events.on('facts', (host, facts) => {
      this.#told(host, facts);
    });
    hub.events.on('delta', (host, delta) => {
      this.#changed(host, delta);
    });
    hub.events.on('acted', (host, kind) => {
      if (!(toldAtOnce.has(kind) && this.#isLive(host))) this.#actedAt.set(host, performance.now());
    });
  }

  get inventory(): Inventory {
    return this.#records.inventory;
  }

  /** Told in the order of revisions, at once when something changed. Listeners must not throw. */
  get events(): EventEmitter<InventoryEvents> {
    return this.#records.events;
  }

  /** How many connected hosts are still to tell everything. */
  get toResync(): number {
    return this.#resyncs.size;
  }

  /** How long ago each host was looked at last, seconds by the coordinator's clock. Those never seen are left out. */
  ages(): ReadonlyMap<string, number> {
    const now = performance.now();
    return new Map([...this.#lookedAt].map(([host, at]) => [host, (now - at) / 1_000]));
  }

  /**
   * Has every one of these hosts that is connected look again, unless its last look is younger than `maxAgeMs` and nothing
   * was done to it since. A host
   * that does not answer keeps its older facts and is marked as it is: what could not be seen shows in the inventory.
   *
   * @param maxAgeMs `live` = a host that tells all changes of its Engine as they happen is up to date without a look; what
   * changes without the Engine, as its interfaces, it tells once a minute.
   */
  async observe(
    hosts: readonly string[],
    maxAgeMs: number | 'live',
    signal: AbortSignal,
  ): Promise<Inventory> {
    const isOld = (host: string): boolean =>
      maxAgeMs === 'live'
        ? !this.#isLive(host) || this.#age(host) === Number.POSITIVE_INFINITY
        : this.#age(host) > maxAgeMs;
    const old = hosts.filter((host) => this.hub.session(host) !== undefined && isOld(host));
    await withSignal(Promise.all(old.map((host) => this.#look(host))), signal, 'observing');
    return this.inventory;
  }

  /** One look at a time and host, whoever asks; those who come while it runs share it, so no asker can stop it. */
  #look(host: string): Promise<void> {
    const running = this.#looking.get(host);
    if (running !== undefined && running.startedAt >= this.#acted(host)) return running.done;
    const startedAt = performance.now();
    const look = {
      startedAt,
      done: this.#collect(host, startedAt).finally(() => {
        if (this.#looking.get(host) === look) this.#looking.delete(host);
      }),
    };
    this.#looking.set(host, look);
    return look.done;
  }

  async #collect(host: string, startedAt: number): Promise<void> {
    try {
      const action = { kind: 'collectFacts' as const, args: {} };
      const options = { timeoutMs: collectMs, signal: new AbortController().signal };
      const { value } = await this.hub.dispatch(host, action, options);
      this.#report(host, value, startedAt);
    } catch (thrown) {
      const fault = FleetError.from(thrown);
      this.log.warn({ host, err: fault }, 'host could not be observed');
      this.#forget(host, fault, startedAt);
    }
  }

  #isLive(host: string): boolean {
    const facts = this.#records.get(host)?.facts;
    return this.#followed.has(host) && facts?.follows === true && facts.docker.kind === 'known';
  }

  #acted(host: string): number {
    return this.#actedAt.get(host) ?? never;
  }

  #age(host: string): number {
    const lookedAt = this.#lookedAt.get(host) ?? never;
    return lookedAt < this.#acted(host) ? Number.POSITIVE_INFINITY : performance.now() - lookedAt;
  }

  #connected(session: AgentSession): void {
    const { host, hello } = session;
    this.#connectedAt.set(host, performance.now());
    this.#followed.delete(host);
    const { lostAt, ...record } = this.#record(host);
    this.#records.put({ ...record, connected: true }, ['connection']);
    this.#resyncs.forget(host);
    if (hello.reportsChanges) this.#resyncs.want(host);
  }

  /** An agent that tells by itself began to look when it was welcomed, or later. */
  #told(host: string, facts: HostFacts): void {
    const since = this.#connectedAt.get(host) ?? performance.now();
    this.#report(host, facts, this.#resyncs.answered(host) ?? since);
  }

  #changed(host: string, delta: FactsDelta): void {
    const record = this.#records.get(host);
    const known = this.#followed.has(host) ? record?.facts : undefined;
    if (record === undefined || known === undefined) {
      this.#resyncs.want(host);
      return;
    }
    if (delta.revision <= (known.revision ?? 0)) return;
    const facts = applyDelta(known, delta);
    const look = this.#looking.get(host);
    if (facts !== undefined) {
      const changedAt = new Date().toISOString();
      this.#records.put({ ...record, facts, changedAt }, sectionsOf(delta));
    } else if (look !== undefined && delta.base > (known.revision ?? 0)) {
      // It may be of a look whose answer has come, and is not taken in yet.
      void look.done.then(() => {
        this.#changed(host, delta);
      });
    } else {
      this.#followed.delete(host);
      this.#resyncs.want(host);
    }
  }

  #report(host: string, told: HostFacts, startedAt: number): void {
    const { clock: ofOlderLook, ...record } = this.#record(host);
    const lastLook = this.#lookedAt.get(host) ?? never;
    if (this.#isOutdated(record, told, startedAt < lastLook)) return;
    const lookedAt = Math.max(startedAt, lastLook);
    this.#lookedAt.set(host, lookedAt);
    if (told.revision !== undefined) this.#followed.add(host);
    const answeredMs = Date.now();
    const askedMs = answeredMs - (performance.now() - lookedAt);
    const seenAt = new Date(askedMs).toISOString();
    const clock = clockOffset({ askedMs, answeredMs, observedMs: Date.parse(told.observedAt) });
    const { facts, sections } = shared(record.facts, told);
    const changedAt = sections.length === 0 ? record.changedAt : new Date(answeredMs).toISOString();
    this.#records.put(
      { ...record, facts, seenAt, ...(changedAt && { changedAt }), ...(clock && { clock }) },
      sections,
    );
  }

  /** An agent that counts tells things in their order; of one that does not, the look that began later is the newer. */
  #isOutdated({ host, facts }: HostRecord, told: HostFacts, beganEarlier: boolean): boolean {
    if (told.revision === undefined) return beganEarlier;
    return this.#followed.has(host) && told.revision < (facts?.revision ?? 0);
  }

  /** The machine facts stay as they were last seen; what the Engine says now is unknown. */
  #forget(host: string, fault: FleetError, startedAt: number): void {
    if (startedAt < (this.#lookedAt.get(host) ?? never)) return;
    const record = this.#record(host);
    if (record.facts === undefined) return;
    const docker = { kind: 'unknown' as const, reason: fault.message };
    // Changes would be of facts that are not kept any more.
    if (this.#followed.delete(host) && record.connected) this.#resyncs.want(host);
    const { facts, sections } = shared(record.facts, { ...record.facts, docker });
    this.#records.put({ ...record, facts }, sections);
  }

  #record(host: string): HostRecord {
    const connected = this.hub.session(host) !== undefined;
    return this.#records.get(host) ?? { host, connected };
  }
}

function shared(before: HostFacts | undefined, told: HostFacts) {
  if (before === undefined) return { facts: told, sections: factSections };
  const { facts, difference } = shareFacts(before, told);
  return { facts, sections: sectionsOf(difference) };
}
