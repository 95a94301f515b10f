import { type NetworkList, type NetworkView } from '@muster/api';
import { type NetworkFact, networksOf } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { ourSwarm } from '@muster/plan';
import type { InventoryKeeper } from '../../inventory/inventory-keeper.js';
import type { Plans } from '../../operations/plans.js';
import type { VerificationStore } from '../../store/verifications.js';
import { networkViews } from '../../views/network-view.js';
import { ProblemError } from '../problem.js';

/** The networks of a fleet's swarm, as hosts see them. */
export class NetworkLook {
  constructor(
    private readonly keeper: Pick<InventoryKeeper, 'inventory' | 'observe'>,
    private readonly plans: Pick<Plans, 'fleet'>,
    private readonly verifications: Pick<VerificationStore, 'latestOf'>,
  ) {}

  async list(fleet: string, maxAgeMs: number | 'live', signal: AbortSignal): Promise<NetworkList> {
    const hosts = await this.#hostsOf(fleet);
    const inventory = await this.keeper.observe(hosts, maxAgeMs, signal);
    const latest = await this.verifications.latestOf(fleet);
    return { fleet, revision: inventory.revision, ...networkViews(inventory, hosts, latest) };
  }

  /**
   * @param name also its id.
   * @throws ProblemError network-not-found; unavailable where it could be there and nobody could be asked.
   */
  async one(
    fleet: string,
    name: string,
    maxAgeMs: number | 'live',
    signal: AbortSignal,
  ): Promise<NetworkView> {
    const { networks, unknownOn } = await this.list(fleet, maxAgeMs, signal);
    const network = networks.find((candidate) => candidate.name === name || candidate.id === name);
    if (network !== undefined) return network;
    const { spec } = await this.plans.fleet(fleet);
    if (unknownOn.length > 0 && ourSwarm(spec, this.keeper.inventory) === undefined) {
      const asked = `${unknownOn.join(', ')} could not be asked`;
      const message = `whether there is a network "${name}" is not known: ${asked}`;
      throw new FleetError('unavailable', message);
    }
    throw notFound(fleet, name);
  }

  /** As it was seen last; no look is taken. @throws ProblemError network-not-found */
  async lastSeen(fleet: string, name: string): Promise<NetworkView> {
    const hosts = await this.#hostsOf(fleet);
    const latest = await this.verifications.latestOf(fleet);
    const { networks } = networkViews(this.keeper.inventory, hosts, latest);
    const network = networks.find((candidate) => candidate.name === name);
    if (network === undefined) throw notFound(fleet, name);
    return network;
  }

  /** As an Engine says it, of the last look. @throws ProblemError network-not-found */
  async fact(fleet: string, id: string): Promise<NetworkFact> {
    const hosts = await this.#hostsOf(fleet);
    const all = hosts.flatMap((host) => networksOf(this.keeper.inventory, host));
    const fact = all.find((network) => network.id === id);
    if (fact === undefined) throw notFound(fleet, id);
    return fact;
  }

  async #hostsOf(fleet: string): Promise<readonly string[]> {
    return (await this.plans.fleet(fleet)).spec.hosts.map(({ name }) => name);
  }
}

export const notFound = (fleet: string, name: string): ProblemError =>
  new ProblemError(404, 'network-not-found', `fleet ${fleet} has no network "${name}"`, [
    'muster networks ls lists those it has',
  ]);
