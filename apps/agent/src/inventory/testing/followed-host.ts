import { applyDelta, type HostFacts, orderedFacts } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { createLogger } from '@muster/runtime';
import { type FakeEngine, FakeWorld, overlay } from '@muster/testkit';
import { lookAtHost } from '../../verbs/index.js';
import { FactsReporter, type Report } from '../facts-reporter.js';
import { followEngine, readNowAndThen } from '../follow-engine.js';

const log = createLogger('test', 'silent');

/** A manager in a world of fakes whose agent reports, and the copy that a coordinator would have of it. */
export class FollowedHost {
  readonly world = new FakeWorld();
  readonly host: FakeEngine = this.world.addHost('host');
  readonly reports: Report[] = [];
  readonly reporter: FactsReporter;
  /** Whether a command runs, as the reporter is told. */
  isCommanded = false;
  /** What was told, put together. Undefined before the first look, and where a delta did not fit. */
  copy: HostFacts | undefined;
  readonly #abort = new AbortController();

  constructor() {
    const { world, host } = this;
    const { signal } = this.#abort;
    this.reporter = new FactsReporter({
      ...{ engine: host, machine: host.machine, clock: world.clock, signal, log },
      look: () => lookAtHost(world.contextOf(host)),
      isCommanded: () => this.isCommanded,
    });
    this.reporter.listen((report) => {
      this.reports.push(report);
      this.copy =
        report.kind === 'facts' ? report.facts : this.copy && applyDelta(this.copy, report.delta);
    });
  }

  /** In a swarm, looked at once, and followed, or deaf to events. */
  static async start(follows = true): Promise<FollowedHost> {
    const it = new FollowedHost();
    const { world, host, reporter } = it;
    const args = { addressPools: [], autolock: false };
    await world.clock.run(host.initSwarm(args, world.clock.deadline(60_000)));
    const deps = { engine: host, reporter, clock: world.clock, log, random: () => 0.5 };
    if (follows) void followEngine(deps, it.#abort.signal);
    if (follows) void readNowAndThen(deps, it.#abort.signal);
    await it.pass(6_000);
    await it.look();
    return it;
  }

  async look(): Promise<void> {
    this.copy = await this.world.clock.run(this.reporter.look(new AbortController().signal));
  }

  pass(ms: number): Promise<void> {
    return this.world.clock.pass(ms);
  }

  /** What a look at everything says now. */
  async fresh(): Promise<HostFacts> {
    const seen = await this.world.clock.run(lookAtHost(this.world.contextOf(this.host)));
    return orderedFacts(seen);
  }

  stop(): void {
    this.#abort.abort(new FleetError('cancelled', 'the test is over'));
  }
}

/** Makes an overlay network. @returns its id. */
export const create = (host: FollowedHost, name: string) =>
  host.world.clock.run(
    host.host.createOverlay(overlay(name, { attachable: true }), host.world.clock.deadline(60_000)),
  );
