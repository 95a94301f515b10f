import type { DockerFacts, Membership, NetworkFact, NodeFact, SwarmFacts } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { type EngineEvent, eventFilters, toEngineEvent, type WireEvent } from './engine-events.js';
import { NetworkReader } from './network-reader.js';
import type { CreateOverlay, Engine, InitSwarm, JoinSwarm, UpdateNode } from './port.js';
import { toEngineFacts, toMembership, toNodeFact, toSwarmFacts } from './to-domain.js';
import { toInitBody, toJoinBody, toNodeSpec, toOverlayBody } from './to-engine.js';
import { Transport } from './transport.js';
import { DockerWorkloads } from './workloads.js';
import type { WireInfo, WireNode, WireService, WireSwarm } from './wire.js';

export type DockerEngineOptions = {
  /** Absolute path of the daemon's Unix socket. */
  readonly socketPath: string;
};

/** The Engine behind a Unix socket, from 20.10 (API 1.41) on. Nothing is asked of it before the first call. */
export function createDockerEngine(options: DockerEngineOptions): Engine {
  return new DockerEngine(new Transport(options.socketPath));
}

async function* eventsIn(lines: AsyncIterable<unknown>): AsyncGenerator<EngineEvent, void> {
  for await (const line of lines) {
    const event = toEngineEvent(line as WireEvent);
    if (event !== undefined) yield event;
  }
}

type Named = { readonly names?: readonly string[] };

class DockerEngine extends DockerWorkloads implements Engine {
  readonly #networks: NetworkReader;

  constructor(transport: Transport) {
    super(transport);
    this.#networks = new NetworkReader(transport);
  }

  async describe(signal: AbortSignal): Promise<DockerFacts> {
    const info = await this.#info(signal);
    const apiVersion = await this.transport.engineApi(signal);
    const isManager = info.Swarm?.ControlAvailable === true;
    return {
      kind: 'known',
      engine: toEngineFacts(info, apiVersion),
      membership: toMembership(info.Swarm ?? {}),
      networks: await this.networks({}, signal),
      ...(isManager && (await this.#swarmFacts(signal))),
    };
  }

  async swarmFacts(signal: AbortSignal): Promise<SwarmFacts | undefined> {
    try {
      return (await this.#swarmFacts(signal)).swarm;
    } catch (error) {
      if (FleetError.from(error).code === 'precondition') return undefined;
      throw error;
    }
  }

  async events(signal: AbortSignal): Promise<AsyncIterable<EngineEvent>> {
    // The Engine answers a moment before it listens to itself: what happened since the question is told too.
    const query = { since: Math.floor(Date.now() / 1_000), filters: eventFilters };
    const doing = "follow the Engine's events";
    const request = { doing, method: 'GET', path: '/events', query } as const;
    return eventsIn(await this.transport.follow(request, signal));
  }

  /** Nothing where the swarm has lost its leader: the host still tells everything else. */
  async #swarmFacts(signal: AbortSignal): Promise<Pick<DockerFacts, 'swarm'>> {
    try {
      const swarm = await this.#swarm(signal);
      const nodes = await this.#nodes(signal);
      return { swarm: toSwarmFacts(swarm, nodes, await this.#services(signal)) };
    } catch (error) {
      if (signal.aborted || FleetError.from(error).code !== 'unavailable') throw error;
      return {};
    }
  }

  async membership(signal: AbortSignal): Promise<Membership> {
    return toMembership((await this.#info(signal)).Swarm ?? {});
  }

  async initSwarm(args: InitSwarm, signal: AbortSignal): Promise<string> {
    const doing = 'start a new swarm';
    return (await this.#post(doing, '/swarm/init', toInitBody(args), signal)) as string;
  }

  async joinSwarm(args: JoinSwarm, signal: AbortSignal): Promise<void> {
    const doing = `join the swarm as ${args.role} through ${args.remoteAddress}`;
    await this.#post(doing, '/swarm/join', toJoinBody(args), signal);
  }

  async leaveSwarm(args: { readonly force: boolean }, signal: AbortSignal): Promise<void> {
    await this.transport.ask(
      {
        doing: 'leave the swarm',
        method: 'POST',
        path: '/swarm/leave',
        query: { force: args.force },
      },
      signal,
    );
  }

  async joinToken(role: 'manager' | 'worker', signal: AbortSignal): Promise<string> {
    const tokens = (await this.#swarm(signal, `read the swarm's join token for a ${role}`))
      .JoinTokens;
    const token = role === 'manager' ? tokens?.Manager : tokens?.Worker;
    if (token === undefined || token === '') {
      throw new FleetError('internal', `the Engine knows no join token for a ${role}`);
    }
    return token;
  }

  async node(nodeId: string, signal: AbortSignal): Promise<NodeFact> {
    return toNodeFact(await this.#node(nodeId, signal));
  }

  async updateNode(args: UpdateNode, signal: AbortSignal): Promise<void> {
    const doing = `update node ${args.nodeId}`;
    for (let attempt = 1; ; attempt += 1) {
      const node = await this.#node(args.nodeId, signal);
      try {
        await this.transport.ask(
          {
            doing,
            method: 'POST',
            path: `/nodes/${encodeURIComponent(args.nodeId)}/update`,
            query: { version: node.Version?.Index ?? 0 },
            body: toNodeSpec(node.Spec ?? {}, args),
          },
          signal,
        );
        return;
      } catch (error) {
        // "update out of sequence": somebody else changed the node since it was read.
        if (!(error instanceof FleetError) || error.code !== 'conflict' || attempt === 5)
          throw error;
      }
    }
  }

  async removeNode(
    args: { readonly nodeId: string; readonly force: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    const path = `/nodes/${encodeURIComponent(args.nodeId)}`;
    const doing = `remove node ${args.nodeId}`;
    await this.transport.ask(
      { doing, method: 'DELETE', path, query: { force: args.force } },
      signal,
    );
  }

  async networks(args: Named, signal: AbortSignal): Promise<readonly NetworkFact[]> {
    return this.#networks.look(args, signal);
  }

  networksById(ids: readonly string[], signal: AbortSignal): Promise<readonly NetworkFact[]> {
    return this.#networks.byId(ids, signal);
  }

  async listNetworks(args: Named, signal: AbortSignal): Promise<readonly NetworkFact[]> {
    return this.#networks.list(args, signal);
  }

  async createOverlay(args: CreateOverlay, signal: AbortSignal): Promise<string> {
    const doing = `create the overlay network '${args.name}'`;
    const created = await this.#post(doing, '/networks/create', toOverlayBody(args), signal);
    return (created as { readonly Id: string }).Id;
  }

  async removeNetwork(id: string, signal: AbortSignal): Promise<void> {
    const path = `/networks/${encodeURIComponent(id)}`;
    await this.transport.ask({ doing: `remove network ${id}`, method: 'DELETE', path }, signal);
  }

  async disconnect(
    { network, container }: { readonly network: string; readonly container: string },
    signal: AbortSignal,
  ): Promise<void> {
    const path = `/networks/${encodeURIComponent(network)}/disconnect`;
    const doing = `disconnect container ${container} from network ${network}`;
    // By force: also one that has stopped gives its address back.
    await this.#post(doing, path, { Container: container, Force: true }, signal);
  }

  async runningContainers(signal: AbortSignal): Promise<readonly string[]> {
    return (await this.#networks.containers(signal)).map(
      ({ Names, Id }) => Names?.[0]?.replace(/^\//, '') ?? Id,
    );
  }

  async #info(signal: AbortSignal): Promise<WireInfo> {
    return (await this.#get('ask the Engine about itself', '/info', signal)) as WireInfo;
  }

  async #swarm(signal: AbortSignal, doing = 'read the swarm'): Promise<WireSwarm> {
    return (await this.#get(doing, '/swarm', signal)) as WireSwarm;
  }

  async #nodes(signal: AbortSignal): Promise<readonly WireNode[]> {
    return (await this.#get('list the nodes', '/nodes', signal)) as WireNode[];
  }

  async #services(signal: AbortSignal): Promise<readonly WireService[]> {
    return (await this.#get('list the services', '/services', signal)) as WireService[];
  }

  /** The Engine also takes host names and beginnings of ids for an id; only the whole id is meant here. */
  async #node(nodeId: string, signal: AbortSignal): Promise<WireNode> {
    const path = `/nodes/${encodeURIComponent(nodeId)}`;
    const node = (await this.#get(`look for node ${nodeId}`, path, signal)) as WireNode;
    if (node.ID === nodeId) return node;
    throw new FleetError('not_found', `look for node ${nodeId}: no node has this id`);
  }

  #get(doing: string, path: string, signal: AbortSignal): Promise<unknown> {
    return this.transport.ask({ doing, method: 'GET', path }, signal);
  }

  #post(doing: string, path: string, body: object, signal: AbortSignal): Promise<unknown> {
    return this.transport.ask({ doing, method: 'POST', path, body }, signal);
  }
}
