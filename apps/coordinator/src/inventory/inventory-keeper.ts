import type { HostFacts, HostRecord, Inventory } from '@muster/inventory';
import { clockOffset, emptyInventory, merge } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { type Logger, withSignal } from '@muster/runtime';
import type { SessionHub } from '../agents/session-hub.js';

/** How long one host may take to look at itself. Milliseconds. */
const collectMs = 15_000;

type Look = { readonly startedAt: number; readonly done: Promise<void> };

/** What is known of every host that ever connected, as new as its agent's last look. */
export class InventoryKeeper {
  #inventory: Inventory = emptyInventory;
  // By the coordinator's monotonic clock, in milliseconds: hosts' own clocks may be wrong.
  readonly #lookedAt = new Map<string, number>();
  /** When a verb that changes the host was last sent or answered: what was seen before is outdated. */
  readonly #actedAt = new Map<string, number>();
  readonly #connectedAt = new Map<string, number>();
  readonly #looking = new Map<string, Look>();

  constructor(
    private readonly hub: SessionHub,
    private readonly log: Logger,
  ) {
    hub.events.on('connected', (session) => {
      this.#connectedAt.set(session.host, performance.now());
      this.#put({ ...this.#record(session.host), connected: true });
    });
    hub.events.on('disconnected', (host) => {
      this.#put({ ...this.#record(host), connected: false });
    });
    hub.events.on('facts', (host, facts) => {
      // The agent began to look when it was welcomed, or later.
      this.#report(host, facts, this.#connectedAt.get(host) ?? performance.now());
    });
    hub.events.on('acted', (host) => {
      this.#actedAt.set(host, performance.now());
    });
  }

  get inventory(): Inventory {
    return this.#inventory;
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
   */
  async observe(
    hosts: readonly string[],
    maxAgeMs: number,
    signal: AbortSignal,
  ): Promise<Inventory> {
    const old = hosts.filter(
      (host) => this.hub.session(host) !== undefined && this.#age(host) > maxAgeMs,
    );
    await withSignal(Promise.all(old.map((host) => this.#look(host))), signal, 'observing');
    return this.#inventory;
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

  #acted(host: string): number {
    return this.#actedAt.get(host) ?? Number.NEGATIVE_INFINITY;
  }

  #age(host: string): number {
    const lookedAt = this.#lookedAt.get(host) ?? Number.NEGATIVE_INFINITY;
    return lookedAt < this.#acted(host) ? Number.POSITIVE_INFINITY : performance.now() - lookedAt;
  }

  #report(host: string, facts: HostFacts, lookedAt: number): void {
    if (lookedAt < (this.#lookedAt.get(host) ?? Number.NEGATIVE_INFINITY)) return;
    this.#lookedAt.set(host, lookedAt);
    const answeredMs = Date.now();
    const askedMs = answeredMs - (performance.now() - lookedAt);
    const seenAt = new Date(askedMs).toISOString();
    const clock = clockOffset({ askedMs, answeredMs, observedMs: Date.parse(facts.observedAt) });
    this.#put({ ...withoutClock(this.#record(host)), facts, seenAt, ...(clock && { clock }) });
  }

  /** The machine facts stay as they were last seen; what the Engine says now is unknown. */
  #forget(host: string, fault: FleetError, startedAt: number): void {
    if (startedAt < (this.#lookedAt.get(host) ?? Number.NEGATIVE_INFINITY)) return;
    const record = this.#record(host);
    if (record.facts === undefined) return;
    const docker = { kind: 'unknown' as const, reason: fault.message };
    this.#put({ ...record, facts: { ...record.facts, docker } });
  }

  #record(host: string): HostRecord {
    const connected = this.hub.session(host) !== undefined;
    return this.#inventory.hosts[host] ?? { host, connected };
  }

  #put(record: HostRecord): void {
    this.#inventory = merge(this.#inventory, record);
  }
}

/** One look tells everything: what the last one said of the clock goes with it. */
const withoutClock = ({ clock, ...rest }: HostRecord): HostRecord => rest;
