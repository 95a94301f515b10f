import {
  type CreateOverlay,
  type Engine,
  type EngineEvent,
  type InitSwarm,
  type JoinSwarm,
  type UpdateNode,
} from '@muster/docker';
import type {
  DockerFacts,
  Membership,
  NetworkFact,
  NodeFact,
  NodeRole,
  SwarmFacts,
} from '@muster/inventory';
import { parseCidr } from '@muster/kernel';
import { engineFacts, fakeMachine } from './fake-facts.js';
import { FakeMembership } from './fake-membership.js';
import { createOverlay, disconnect, listNetworks, removeOverlay } from './fake-networks.js';
import { refusals } from './fake-refusals.js';
import { FakeSwarm, type FakeNode } from './fake-swarm.js';
import type { FakeWorld } from './fake-world.js';
import { FakeWorkloads } from './fake-workloads.js';

type Named = { readonly names?: readonly string[] };

/** A host's Engine in memory, held to the same contract suite as the real one. */
export class FakeEngine extends FakeWorkloads implements Engine {
  /** How this host stands in a swarm, with the faults that can be put into it. */
  readonly standing: FakeMembership;
  /** What an agent on this host sees besides the Engine. */
  readonly machine = fakeMachine(this);

  constructor(world: FakeWorld, identity: ConstructorParameters<typeof FakeWorkloads>[1]) {
    super(world, identity);
    this.standing = new FakeMembership(world, this);
  }

  /** The swarm that this host is a member of. */
  swarm(): FakeSwarm | undefined {
    return this.standing.state.kind === 'member' ? this.standing.state.swarm : undefined;
  }

  protected override touched(name: string): void {
    const networkId = listNetworks(this, false, [name])[0]?.id ?? '';
    this.happenings.emit({ kind: 'network', networkId });
  }

  // ---- the Engine ----

  describe(signal: AbortSignal): Promise<DockerFacts> {
    return this.call('describe', signal, () => {
      const membership = this.standing.seen();
      const isManager = membership.kind === 'member' && membership.role === 'manager';
      return {
        kind: 'known',
        engine: engineFacts(this),
        membership,
        networks: listNetworks(this, true),
        ...(isManager && { swarm: this.managed().swarm.facts() }),
      };
    });
  }

  membership(signal: AbortSignal): Promise<Membership> {
    return this.call('membership', signal, () => this.standing.seen());
  }

  swarmFacts(signal: AbortSignal): Promise<SwarmFacts | undefined> {
    return this.call('swarmFacts', signal, () => {
      const membership = this.standing.seen();
      const isManager = membership.kind === 'member' && membership.role === 'manager';
      return isManager ? this.managed().swarm.facts() : undefined;
    });
  }

  events(signal: AbortSignal): Promise<AsyncIterable<EngineEvent>> {
    return this.call('events', signal, () => this.happenings.follow(signal));
  }

  initSwarm(args: InitSwarm, signal: AbortSignal): Promise<string> {
    return this.call('initSwarm', signal, () => {
      if (this.standing.state.kind !== 'none') throw refusals.alreadyMember();
      const wrong = args.addressPools.find((pool) => parseCidr(pool) === undefined);
      if (wrong !== undefined) throw refusals.invalidPool(wrong);
      const swarm = new FakeSwarm(this.world.newId('swarm'), args);
      swarm.defineIngress(this.world.newId('ingress'), this.world.clock.time());
      return this.standing.become(swarm, 'manager').nodeId;
    });
  }

  joinSwarm(args: JoinSwarm, signal: AbortSignal): Promise<void> {
    return this.call('joinSwarm', signal, () => this.standing.join(args, signal));
  }

  leaveSwarm(args: { readonly force: boolean }, signal: AbortSignal): Promise<void> {
    return this.call('leaveSwarm', signal, () => {
      this.standing.leave(args.force);
    });
  }

  joinToken(role: NodeRole, signal: AbortSignal): Promise<string> {
    return this.call('joinToken', signal, () => this.managed().swarm.tokens[role]);
  }

  node(nodeId: string, signal: AbortSignal): Promise<NodeFact> {
    return this.call('node', signal, () => this.managed().swarm.nodeFact(this.#node(nodeId)));
  }

  updateNode(args: UpdateNode, signal: AbortSignal): Promise<void> {
    return this.call('updateNode', signal, () => {
      const node = this.#node(args.nodeId);
      const isLast = this.managed().swarm.managers().length === 1;
      if (args.role === 'worker' && node.role === 'manager' && isLast) throw refusals.lastManager();
      node.role = args.role ?? node.role;
      node.availability = args.availability ?? node.availability;
      node.labels = args.labels ?? node.labels;
      this.managed().swarm.tell({ kind: 'swarm' });
    });
  }

  removeNode(
    args: { readonly nodeId: string; readonly force: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    return this.call('removeNode', signal, () => {
      const node = this.#node(args.nodeId);
      if (node.role === 'manager') throw refusals.nodeIsManager(args.nodeId);
      if (!node.isDown && !args.force) throw refusals.nodeNotDown(args.nodeId);
      this.managed().swarm.nodes.delete(args.nodeId);
      this.managed().swarm.tell({ kind: 'swarm' });
    });
  }

  networks(args: Named, signal: AbortSignal): Promise<readonly NetworkFact[]> {
    return this.call('networks', signal, () => listNetworks(this, true, args.names));
  }

  networksById(ids: readonly string[], signal: AbortSignal): Promise<readonly NetworkFact[]> {
    return this.call('networksById', signal, () =>
      listNetworks(this, true).filter(({ id }) => ids.includes(id)),
    );
  }

  listNetworks(args: Named, signal: AbortSignal): Promise<readonly NetworkFact[]> {
    return this.call('listNetworks', signal, () => listNetworks(this, false, args.names));
  }

  createOverlay(args: CreateOverlay, signal: AbortSignal): Promise<string> {
    return this.call('createOverlay', signal, () => {
      const { state } = this.standing;
      if (state.kind === 'member' && state.node.role === 'worker')
        throw refusals.workerCreatesNetwork();
      return createOverlay(args, this.managed().swarm, this.world);
    });
  }

  removeNetwork(id: string, signal: AbortSignal): Promise<void> {
    return this.call('removeNetwork', signal, () => {
      if (this.swarm()?.networks.has(id) !== true) throw refusals.noNetwork(id);
      removeOverlay(id, this.managed().swarm);
    });
  }

  disconnect(
    { network, container }: { readonly network: string; readonly container: string },
    signal: AbortSignal,
  ): Promise<void> {
    return this.call('disconnect', signal, () => {
      disconnect(this, network, container);
    });
  }

  runningContainers(signal: AbortSignal): Promise<readonly string[]> {
    return this.call('runningContainers', signal, () =>
      [...this.attachments.values()].flat().map(({ name }) => name),
    );
  }

  protected call<T>(
    call: keyof Engine,
    signal: AbortSignal,
    act: () => T | Promise<T>,
  ): Promise<T> {
    return this.made.make(this, call, signal, act);
  }

  /** @throws precondition off managers; unavailable while most managers are away. */
  protected managed(): { readonly swarm: FakeSwarm; readonly node: FakeNode } {
    const { state } = this.standing;
    if (state.kind !== 'member') throw refusals.noManager();
    if (state.node.role !== 'manager') throw refusals.workerAsked();
    if (!state.swarm.hasLeader()) throw refusals.noLeader();
    return state;
  }

  #node(nodeId: string): FakeNode {
    const node = this.managed().swarm.nodes.get(nodeId);
    if (node === undefined) throw refusals.noNode(nodeId);
    return node;
  }
}
