import type { Engine } from '@muster/docker';
import {
  type DockerFacts,
  type HostFacts,
  isSame,
  type MachineFacts,
  type Membership,
  type NetworkFact,
  orderedNetwork,
  orderedSwarm,
} from '@muster/inventory';
import type { MachineProbe } from '../host/index.js';
import type { Batch } from './concerns.js';

/** Reads parts of a host again, and puts them in the place of what was seen before. */
export class HostReader {
  constructor(
    private readonly engine: Engine,
    private readonly machine: MachineProbe,
  ) {}

  /** One request for each network, three for the swarm. Never `/info`: some Engines start processes for it. */
  async reread(
    docker: DockerFacts,
    { networks, swarm }: Pick<Batch, 'networks' | 'swarm'>,
    signal: AbortSignal,
  ): Promise<DockerFacts> {
    const again = withGateways(docker.networks, networks);
    const found = again.size === 0 ? [] : await this.engine.networksById([...again], signal);
    const read = withNetworks(docker, again, found);
    return swarm && docker.swarm !== undefined ? this.#withSwarm(read, signal) : read;
  }

  /** What changes without an event: who gossips about an overlay, what a network waits for, and the machine. */
  async refresh(facts: HostFacts, docker: DockerFacts, signal: AbortSignal): Promise<HostFacts> {
    const networks = docker.networks.filter(mayChangeUnsaid).map(({ id }) => id);
    return {
      ...facts,
      machine: withOldNeighbours(await this.machine.facts(), facts.machine),
      docker: await this.reread(docker, { networks, swarm: true }, signal),
    };
  }

  /** Whether the Engine stands to its swarm as it did; no event tells of that. Costs the Engine an `/info`. */
  async standsAsBefore({ membership }: DockerFacts, signal: AbortSignal): Promise<boolean> {
    const now = await this.engine.membership(signal);
    return isSame(withoutDataPath(now), withoutDataPath(membership));
  }

  async #withSwarm(docker: DockerFacts, signal: AbortSignal): Promise<DockerFacts> {
    const { swarm: before, ...rest } = docker;
    const swarm = await this.engine.swarmFacts(signal);
    return swarm === undefined ? rest : { ...rest, swarm: orderedSwarm(swarm) };
  }
}

/** With these networks in the place of those that had the ids. */
export function withNetworks(
  docker: DockerFacts,
  ids: ReadonlySet<string>,
  networks: readonly NetworkFact[],
): DockerFacts {
  const others = docker.networks.filter(({ id }) => !ids.has(id));
  return { ...docker, networks: [...others, ...networks.map(orderedNetwork)] };
}

/**
 * A container that comes to an overlay gets a way out through docker_gwbridge, and no event tells of that. A network that is
 * not known yet may be an overlay.
 */
function withGateways(known: readonly NetworkFact[], ids: readonly string[]): ReadonlySet<string> {
  const local = new Set(known.filter(({ scope }) => scope === 'local').map(({ id }) => id));
  const gateways = known.filter(
    ({ name, scope }) => scope === 'local' && name === 'docker_gwbridge',
  );
  const isConcerned = ids.some((id) => !local.has(id));
  return new Set([...ids, ...(isConcerned ? gateways.map(({ id }) => id) : [])]);
}

/** A network of a swarm has no driver until the swarm found addresses for it, which may be never. */
const mayChangeUnsaid = ({ peers, driver }: NetworkFact): boolean =>
  peers.length > 0 || driver === '';

/** The Engine does not tell it. */
function withoutDataPath(membership: Membership): Membership {
  if (membership.kind !== 'member') return membership;
  const { dataPathAddress, ...rest } = membership;
  return rest;
}

/** How many neighbours there are changes all the time, and is nobody's news. */
const withOldNeighbours = (machine: MachineFacts, before: MachineFacts): MachineFacts =>
  before.neighbours !== undefined && machine.neighbours?.limit === before.neighbours.limit
    ? { ...machine, neighbours: before.neighbours }
    : machine;
