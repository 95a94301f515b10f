import { type Inventory, networksOf } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { type Evidence, type Goal, ourSwarm, type PathMtuEvidence } from '@muster/plan';
import type { PathMtu } from '@muster/probe';
import type { Logger } from '@muster/runtime';
import type { CheckStore } from '../store/checks.js';
import type { AskedBy, Checks } from './checks.js';
import { parseReport } from './report.js';

export type PathMtusDeps = {
  readonly checks: Pick<Checks, 'make' | 'events'>;
  readonly store: Pick<CheckStore, 'latest' | 'report'>;
  readonly log: Logger;
};

/** For a network that follows the path MTU a check that is older does not count. Milliseconds. */
const freshMs = 10 * 60_000;

/** What checks have measured of the paths between a fleet's hosts: plans go by it. */
export class PathMtus {
  /** By fleet; as checks end, and once from the store. */
  readonly #known = new Map<string, PathMtuEvidence | undefined>();

  constructor(private readonly deps: PathMtusDeps) {
    deps.checks.events.on('finished', ({ question, report, cause }) => {
      const { fleet, hosts, ports } = question;
      // Somebody who asks about some hosts or ports learns nothing about the others.
      const isPartial = cause === 'request' && (hosts !== undefined || ports !== undefined);
      if (fleet === null || isPartial) return;
      this.#known.set(fleet, evidenceOf(report.startedAt, report.pathMtu));
    });
  }

  /** By the newest check; nothing where there was none. */
  async of(fleet: string): Promise<Evidence> {
    if (!this.#known.has(fleet)) this.#known.set(fleet, await this.#stored(fleet));
    const pathMtu = this.#known.get(fleet);
    return pathMtu === undefined ? {} : { pathMtu };
  }

  /** As `of`; measures first where the goal depends on it and nobody has done so lately. */
  async for(goal: Goal, inventory: Inventory, by: AskedBy, signal: AbortSignal): Promise<Evidence> {
    const { spec } = goal;
    const seen = await this.of(spec.fleet);
    if (!followsPaths(goal, inventory) || isFresh(seen)) return seen;
    const hosts = spec.hosts
      .map(({ name }) => name)
      .filter((name) => inventory.hosts[name]?.connected === true);
    if (hosts.length < 2) return seen;
    try {
      await this.deps.checks.make({ fleet: spec.fleet, spec, hosts, accept: [] }, by, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      this.deps.log.warn({ fleet: spec.fleet, err: FleetError.from(thrown) }, 'paths not measured');
    }
    return this.of(spec.fleet);
  }

  async #stored(fleet: string): Promise<PathMtuEvidence | undefined> {
    const check = await this.deps.store.latest(fleet);
    const packed = check && (await this.deps.store.report(check.id));
    if (packed === undefined) return undefined;
    const { startedAt, pathMtu } = await parseReport(packed);
    return evidenceOf(startedAt, pathMtu);
  }
}

function evidenceOf(measuredAt: string, paths: readonly PathMtu[]): PathMtuEvidence {
  const known = paths.flatMap(({ mtu }) => mtu ?? []);
  const lowest = known.length === 0 ? null : Math.min(...known);
  return { lowest, unknownPairs: paths.length - known.length, measuredAt };
}

const isFresh = ({ pathMtu }: Evidence): boolean =>
  pathMtu !== undefined && Date.now() - Date.parse(pathMtu.measuredAt) < freshMs;

/** Whether a network is to be made whose MTU follows the paths. */
function followsPaths(goal: Goal, inventory: Inventory): boolean {
  const wanted =
    goal.kind === 'up' ? goal.spec.networks : goal.kind === 'network.create' ? [goal.network] : [];
  const auto = wanted.filter(({ mtu }) => mtu === 'auto');
  if (auto.length === 0) return false;
  const seenBy = ourSwarm(goal.spec, inventory)?.seenBy;
  const there = seenBy === undefined ? [] : networksOf(inventory, seenBy);
  const isThere = (name: string) => there.some((it) => it.name === name && it.scope === 'swarm');
  return goal.kind === 'network.create' || auto.some(({ name }) => !isThere(name));
}
