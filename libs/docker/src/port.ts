import type {
  CreateOverlay,
  DockerFacts,
  InitSwarm,
  JoinSwarm,
  Membership,
  NetworkFact,
  NodeFact,
  NodeRole,
  SwarmFacts,
  UpdateNode,
} from '@muster/inventory';
import type { Workloads } from './workloads-port.js';

import type { EngineEvent } from './engine-events.js';

export type { EngineEvent } from './engine-events.js';
export type {
  CreateOverlay,
  InitSwarm,
  JoinSwarm,
  OverlaySubnet,
  UpdateNode,
} from '@muster/inventory';

/**
 * One host's Docker Engine in domain words. Every method rejects with a FleetError, whatever the Engine said:
 * `unavailable` (daemon not reachable), `precondition` ("not a swarm manager", "already part of a swarm"),
 * `denied` (wrong join token), `conflict`, `not_found`, `invalid`, `deadline`, `cancelled`, `internal`.
 * Methods act once and tell; the ensure-logic on top is the agent's.
 */
export interface Engine extends Workloads {
  /** All that the Engine says about itself, its membership, its networks and, on a manager, its swarm. */
  describe(signal: AbortSignal): Promise<DockerFacts>;
  membership(signal: AbortSignal): Promise<Membership>;
  /** What a manager's `describe` says of its swarm, without asking for the rest; undefined elsewhere. */
  swarmFacts(signal: AbortSignal): Promise<SwarmFacts | undefined>;
  /**
   * What happens at the Engine from now on. Resolves when the Engine begins to tell; may tell again of what happened a moment
   * before. Ends with an error: `unavailable` when the Engine went away, and then events are lost.
   */
  events(signal: AbortSignal): Promise<AsyncIterable<EngineEvent>>;

  /** @returns the id of the new node. @throws precondition when the host is in a swarm already. */
  initSwarm(args: InitSwarm, signal: AbortSignal): Promise<string>;
  /**
   * Resolves when the Engine says that the node joined.
   * @throws deadline when the Engine goes on joining in the background (its own limit is 20 s): observe `membership`.
   * @throws denied when the join token is not valid; precondition when the host is in a swarm already.
   */
  joinSwarm(args: JoinSwarm, signal: AbortSignal): Promise<void>;
  /** @throws precondition when the host is in no swarm, or is a manager and `force` is false. */
  leaveSwarm(args: { readonly force: boolean }, signal: AbortSignal): Promise<void>;
  /** The swarm's join token for the role. Secret: hand it on, keep it nowhere. @throws precondition off managers. */
  joinToken(role: NodeRole, signal: AbortSignal): Promise<string>;

  /** One node as this manager sees it; only its full id names it. @throws not_found; precondition off managers. */
  node(nodeId: string, signal: AbortSignal): Promise<NodeFact>;
  /** Changes what is given, leaves the rest. Labels given replace the node's labels. @throws not_found. */
  updateNode(args: UpdateNode, signal: AbortSignal): Promise<void>;
  /** Forgets a node that is down. @throws not_found; precondition while it is not down, unless forced. */
  removeNode(
    args: { readonly nodeId: string; readonly force: boolean },
    signal: AbortSignal,
  ): Promise<void>;

  /** The host's networks, or those with exactly these names, in the same form as in `describe`. */
  networks(
    args: { readonly names?: readonly string[] },
    signal: AbortSignal,
  ): Promise<readonly NetworkFact[]>;
  /** Those of these ids that are there, in the same form; cheap where they are few. */
  networksById(ids: readonly string[], signal: AbortSignal): Promise<readonly NetworkFact[]>;
  /**
   * Like `networks`, by one cheap request: without peers and attachments. A manager lists also what is not materialised
   * on it.
   */
  listNetworks(
    args: { readonly names?: readonly string[] },
    signal: AbortSignal,
  ): Promise<readonly NetworkFact[]>;
  /**
   * @returns the id. @throws precondition off managers; conflict when the name is taken, or there is another ingress. A taken
   * address range or VXLAN identifier is no error here: the Engine answers with an id and allocates later, or never; until
   * then the network has no driver.
   */
  createOverlay(args: CreateOverlay, signal: AbortSignal): Promise<string>;
  /** @throws not_found; precondition while something is attached to it. */
  removeNetwork(id: string, signal: AbortSignal): Promise<void>;
  /** Takes a container of this host off a network, also while it runs. @throws not_found when it is not on it. */
  disconnect(
    args: { readonly network: string; readonly container: string },
    signal: AbortSignal,
  ): Promise<void>;

  /** Names of the containers that run on this host. */
  runningContainers(signal: AbortSignal): Promise<readonly string[]>;
}
