import type { NetworkFact } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { type ContainerNote, isContainerId, toContainerNote, toNetworkFact } from './to-network.js';
import type { Transport } from './transport.js';
import type { WireContainer, WireNetwork } from './wire.js';

type Named = { readonly names?: readonly string[] };

/** From this API on a network that is inspected tells how many of its addresses are used. */
const apiWithUse = '1.52';

/** Reads networks, and joins with them what only containers tell. */
export class NetworkReader {
  /** Image and task of the containers that ran when they were listed last. */
  #remembered: ReadonlyMap<string, ContainerNote> = new Map();

  constructor(private readonly transport: Transport) {}

  /** One request; without peers, attachments and use. */
  async list(args: Named, signal: AbortSignal): Promise<readonly NetworkFact[]> {
    return (await this.#listed(args, signal)).map((network) => toNetworkFact(network));
  }

  async look(args: Named, signal: AbortSignal): Promise<readonly NetworkFact[]> {
    const listed = await this.#listed(args, signal);
    const containers = await this.containers(signal);
    const notes = this.#remember(containers);
    const inUse = new Set(containers.flatMap(networkIdsOf));
    const tellsUse = await this.transport.speaks(apiWithUse, signal);
    const looked = await Promise.all(
      listed.map(async (network) => {
        const tellsMore = tellsUse || isNeverTold(network) || inUse.has(network.Id ?? '');
        return tellsMore ? this.#inspect(network, signal) : network;
      }),
    );
    return looked
      .filter((network) => network !== undefined)
      .map((network) => toNetworkFact(network, notes));
  }

  async byId(ids: readonly string[], signal: AbortSignal): Promise<readonly NetworkFact[]> {
    const looked = await Promise.all(
      ids.map((id) => this.#inspect({ Id: id, Name: id.slice(0, 12) }, signal)),
    );
    // An id that is the name of a network would find that, even beside its own id.
    const found = looked.filter((network, nth) => network !== undefined && network.Id === ids[nth]);
    const known = await this.#notes(found.flatMap(containerIdsOf), signal);
    return found.map((network) => toNetworkFact(network ?? {}, known));
  }

  /** Asks only about containers that it does not remember, and remembers these. */
  async #notes(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ContainerNote>> {
    if (ids.some((id) => !this.#remembered.has(id))) {
      this.#remember(await this.containers(signal));
    }
    return this.#remembered;
  }

  /** Whatever does not run any more is forgotten with it. */
  #remember(running: readonly WireContainer[]): ReadonlyMap<string, ContainerNote> {
    this.#remembered = notesOf(running);
    return this.#remembered;
  }

  /** Those that run. */
  async containers(signal: AbortSignal): Promise<readonly WireContainer[]> {
    const doing = 'list the running containers';
    const request = { doing, method: 'GET', path: '/containers/json' } as const;
    return (await this.transport.ask(request, signal)) as WireContainer[];
  }

  /** Peers and attachments are in no list. @returns undefined when the network is gone since it was listed. */
  async #inspect(listed: WireNetwork, signal: AbortSignal): Promise<WireNetwork | undefined> {
    const doing = `inspect network '${listed.Name ?? ''}'`;
    const path = `/networks/${encodeURIComponent(listed.Id ?? '')}`;
    try {
      return (await this.transport.ask({ doing, method: 'GET', path }, signal)) as WireNetwork;
    } catch (error) {
      if (error instanceof FleetError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  async #listed({ names }: Named, signal: AbortSignal): Promise<readonly WireNetwork[]> {
    const doing = 'list the networks';
    const query = names === undefined ? {} : { filters: { name: names } };
    const request = { doing, method: 'GET', path: '/networks', query } as const;
    const listed = (await this.transport.ask(request, signal)) as WireNetwork[];
    // The Engine's filter also matches parts of names.
    return listed.filter(({ Name = '' }) => names?.includes(Name) ?? true);
  }
}

/** Who is on these, the list of containers does not tell, or not alone. */
const isNeverTold = ({ Scope, Name }: WireNetwork): boolean =>
  Scope === 'swarm' || Name === 'docker_gwbridge';

const notesOf = (containers: readonly WireContainer[]): ReadonlyMap<string, ContainerNote> =>
  new Map(containers.map((container) => [container.Id, toContainerNote(container)]));

const containerIdsOf = (network: WireNetwork | undefined): readonly string[] =>
  Object.keys(network?.Containers ?? {}).filter(isContainerId);

const networkIdsOf = ({ NetworkSettings }: WireContainer): readonly string[] =>
  Object.values(NetworkSettings?.Networks ?? {}).map(({ NetworkID = '' }) => NetworkID);
