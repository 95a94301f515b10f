import type { Engine, EngineEvent } from '@muster/docker';
import {
  applyDelta,
  type DockerFacts,
  type FactsDelta,
  type HostFacts,
  type NetworkFact,
  orderedFacts,
} from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { type Logger, Mutex, within } from '@muster/runtime';
import type { MachineProbe } from '../host/index.js';
import type { Clock } from '../verbs/index.js';
import { isAborted } from './aborted.js';
import { Concerns, mayChangeStanding } from './concerns.js';
import { deltaOf } from './delta-of.js';
import { HostReader, withNetworks } from './host-reader.js';
import { Timers } from './timers.js';

export type ReporterDeps = {
  readonly engine: Engine;
  readonly machine: MachineProbe;
  /** One look at everything. */
  readonly look: (signal: AbortSignal) => Promise<HostFacts>;
  /** Whether a command runs: whoever gave it looks at what came of it. */
  readonly isCommanded: () => boolean;
  readonly clock: Clock;
  /** Ends all that the reporter does by itself. */
  readonly signal: AbortSignal;
  readonly log: Logger;
};

export type Report =
  | { readonly kind: 'facts'; readonly facts: HostFacts }
  | { readonly kind: 'delta'; readonly delta: FactsDelta };

/** How long reading a few parts again may take, so that a look at everything never waits for longer. Milliseconds. */
const rereadMs = 3_000;
const lookMs = 20_000;
/** After a reading, so that what happens meanwhile is read at once, and after one that failed. Milliseconds. */
const pauseMs = { done: 20, failed: 1_000 };
/**
 * What an event was about is read once more after this: an Engine tells of a container before it has written it down, and
 * the peers of an overlay hear of each other a moment later. Milliseconds.
 */
const echoMs = 1_000;
/** How long a reading, and a look, wait for those who command this host to look themselves. Milliseconds. */
const commandedMs = { reading: 2_000, look: 10_000 };
/** Between two looks at everything that nobody asked for. Milliseconds. */
const lookEveryMs = 5_000;

/**
 * Knows what this host was last told to be, and tells what changes: a chain of deltas, each upon the revision before. Looks
 * and readings are done one at a time, so that a delta never brings back what was before a look.
 */
export class FactsReporter {
  readonly #concerns = new Concerns();
  readonly #reader: HostReader;
  readonly #timers: Timers;
  readonly #turn = new Mutex();
  readonly #listeners = new Set<(report: Report) => void>();
  /** Absent until somebody wanted to know: nothing is told before that. */
  #facts: HostFacts | undefined;
  #revision = 0;
  #follows = false;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isWorking = false;
  readonly #echoes = new Set<string>();

  constructor(private readonly deps: ReporterDeps) {
    this.#reader = new HostReader(deps.engine, deps.machine);
    this.#timers = new Timers(deps, () => this.#wake());
  }

  /** Looks at everything. What changes from then on is told as deltas to this. */
  look(signal: AbortSignal): Promise<HostFacts> {
    return this.#turn.run(async () => {
      const isFirst = this.#facts === undefined;
      const seen = await this.#lookNow(signal);
      this.#facts = { ...seen, revision: (this.#revision += 1) };
      // What happened a moment before there was anybody to follow it may not be written down yet.
      if (isFirst) this.#timers.after(echoMs, () => this.#concerns.everything());
      return this.#facts;
    });
  }

  /** @returns a function that ends it. */
  listen(listener: (report: Report) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  happened(event: EngineEvent): void {
    const docker = this.#facts?.docker;
    this.#concerns.add(event, docker?.kind === 'known' ? docker.networks : []);
    // Whoever commands this host is about to look, and that look sees it, too.
    if (this.deps.isCommanded()) this.#timers.once('reading', commandedMs.reading, () => undefined);
    else this.#wake();
  }

  /** The event stream began or broke off. Either way events were lost: everything is looked at again. */
  followed(follows: boolean): void {
    this.#follows = follows;
    if (this.#facts === undefined) return;
    this.#concerns.everything();
    this.#wake();
  }

  /** Reads again what changes without an event. */
  async refresh(): Promise<void> {
    await this.#turn.run(async () => {
      const { docker } = this.#facts ?? {};
      if (this.#facts === undefined || docker?.kind !== 'known') return;
      const signal = within(this.deps.signal, rereadMs);
      if (await this.#reader.standsAsBefore(docker, signal)) {
        this.#tell(await this.#reader.refresh(this.#facts, docker, signal));
      } else this.#concerns.everything();
    });
    this.#wake();
  }

  /** Reads these networks again and tells what changed: who changed them has it told before the answer. By Docker's ids. */
  networksChanged(networks: readonly string[], signal: AbortSignal): Promise<void> {
    return this.#changed((docker) => {
      return this.#reader.reread(docker, { networks, swarm: false }, signal);
    });
  }

  /** Tells of a network as whoever just made it saw it: nobody is on it yet, so there is no more to read. */
  networkMade(network: NetworkFact): Promise<void> {
    return this.#changed((docker) => withNetworks(docker, new Set([network.id]), [network]));
  }

  #changed(read: (docker: DockerFacts) => DockerFacts | Promise<DockerFacts>): Promise<void> {
    return this.#turn.run(async () => {
      const { docker } = this.#facts ?? {};
      if (this.#facts === undefined || docker?.kind !== 'known') return;
      this.#tell({ ...this.#facts, docker: await read(docker) });
    });
  }

  /** Tells everything anew, whatever was told before: should a copy have gone wrong, this ends it. */
  async resync(): Promise<void> {
    if (this.#facts === undefined) return;
    const facts = await this.look(within(this.deps.signal, lookMs));
    this.#report({ kind: 'facts', facts });
  }

  #wake(): void {
    if (this.#isWorking || this.deps.signal.aborted) return;
    this.#isWorking = true;
    void this.#work().finally(() => {
      this.#isWorking = false;
    });
  }

  async #work(): Promise<void> {
    const { clock, signal, log } = this.deps;
    while (!this.#concerns.isEmpty && !isAborted(signal)) {
      const failed = await this.#turn
        .run(() => this.#read())
        .then(
          () => undefined,
          (thrown: unknown) => FleetError.from(thrown),
        );
      if (failed !== undefined && !isAborted(signal)) {
        log.warn({ reason: failed.message }, 'what changed could not be read');
        this.#concerns.everything();
      }
      const waitMs = failed === undefined ? pauseMs.done : pauseMs.failed;
      await clock.sleep(waitMs, signal).catch(() => undefined);
    }
  }

  async #read(): Promise<void> {
    const batch = this.#concerns.take();
    const { docker } = this.#facts ?? {};
    if (this.#facts === undefined) return;
    if (batch.everything || docker?.kind !== 'known') {
      await this.#readAll();
      return;
    }
    const signal = within(this.deps.signal, rereadMs);
    const read = await this.#reader.reread(docker, batch, signal);
    const isNews = this.#tell({ ...this.#facts, docker: read });
    // As long as something is new, more may come: a swarm gives a network its addresses late.
    this.#echo(isNews ? batch.networks : batch.networks.filter((id) => !batch.echoes.has(id)));
    if (isNews && mayChangeStanding(docker.networks, read.networks)) this.#lookSoon();
  }

  /** Not more often than every few seconds, whatever happens: see ADR 5. */
  async #readAll(): Promise<void> {
    const { clock, signal } = this.deps;
    const waitMs = this.#lookedAt + lookEveryMs - clock.now();
    if (waitMs > 0) {
      this.#timers.once('look', waitMs, () => this.#concerns.everything());
      return;
    }
    if (this.#tell(await this.#lookNow(within(signal, lookMs)))) this.#concerns.everything();
  }

  async #lookNow(signal: AbortSignal): Promise<HostFacts> {
    // What was told until now, the look sees; what comes meanwhile, it may not.
    this.#concerns.take();
    this.#lookedAt = this.deps.clock.now();
    try {
      return orderedFacts({ ...(await this.deps.look(signal)), follows: this.#follows });
    } catch (thrown) {
      this.#concerns.everything();
      throw thrown;
    }
  }

  /** @returns false where nothing changed, and nothing was told. */
  #tell(seen: HostFacts): boolean {
    const before = this.#facts;
    if (before?.revision === undefined) return false;
    const observedAt = new Date(this.deps.clock.now()).toISOString();
    const delta = deltaOf(before, seen, { observedAt, follows: this.#follows });
    if (delta === undefined) return false;
    this.#revision = delta.revision;
    this.#facts = applyDelta(before, delta);
    this.#report({ kind: 'delta', delta });
    return true;
  }

  #echo(ids: readonly string[]): void {
    for (const id of ids) this.#echoes.add(id);
    if (this.#echoes.size === 0) return;
    this.#timers.once('echo', echoMs, () => {
      this.#concerns.echo([...this.#echoes]);
      this.#echoes.clear();
    });
  }

  /** Unless somebody looks meanwhile. */
  #lookSoon(): void {
    const { clock, isCommanded } = this.deps;
    const sinceMs = clock.now();
    this.#timers.after(isCommanded() ? commandedMs.look : echoMs, () => {
      if (this.#lookedAt < sinceMs) this.#concerns.everything();
    });
  }

  #report(report: Report): void {
    for (const listener of this.#listeners) listener(report);
  }
}
