import type { EngineFacts, Inventory, MachineFacts, NetworkFact } from '@muster/inventory';
import { observe } from './fleet/observe.js';
import {
  addNode,
  aNetworkFact,
  newHost,
  newSwarm,
  type NewNode,
  type World,
  type WorldHost,
  type WorldStanding,
  type WorldSwarm,
} from './fleet/world.js';

export type MemberOptions = NewNode & {
  /** Id of the swarm; `ours` by default. */
  readonly swarm?: string;
  /** Whether it gossips. Default true. */
  readonly works?: boolean;
  /** Its node is not listed (any more). */
  readonly forgotten?: boolean;
};

/**
 * An Inventory that grows: `anInventory().member('a').none('b')`. Each call gives a new one. Hosts get addresses
 * 192.0.2.1, 192.0.2.2 … in the order in which they appear, and call themselves by their names.
 */
export type InventoryBuilder = Inventory & {
  /** A working node. The first member of a swarm is its manager unless told otherwise, all others are workers. */
  member(name: string, options?: MemberOptions): InventoryBuilder;
  none(name: string): InventoryBuilder;
  joining(name: string, reason?: string): InventoryBuilder;
  broken(name: string, reason?: string): InventoryBuilder;
  /** Its agent has no session. */
  disconnected(name: string): InventoryBuilder;
  engineDown(name: string, reason?: string): InventoryBuilder;
  /** A node of the swarm without a host in the inventory: of somebody else, or left behind. */
  node(hostname: string, options?: NewNode & { readonly swarm?: string }): InventoryBuilder;
  /** A network that the swarm `ours` has. */
  network(name: string, more?: Partial<NetworkFact>): InventoryBuilder;
  /** A network of one host alone. */
  localNetwork(host: string, name: string, more?: Partial<NetworkFact>): InventoryBuilder;
  /** Settings that the swarm `ours` was made with. */
  swarmOf(settings: Partial<WorldSwarm['settings']>): InventoryBuilder;
  /** Other facts of a host that is there already. */
  facts(name: string, more: HostChange): InventoryBuilder;
  /** What it is made from, for simulators. A copy. */
  world(): World;
};

/** Of the machine, and what else there is of a host. */
type HostChange = Partial<MachineFacts> &
  Partial<Pick<WorldHost, 'clock' | 'certificate'>> & { readonly engine?: Partial<EngineFacts> };

export const anInventory = (): InventoryBuilder => growing({ hosts: {}, swarms: {} });

function growing(world: World): InventoryBuilder {
  const next = (change: (copy: World) => void): InventoryBuilder => {
    const copy = structuredClone(world);
    change(copy);
    return growing(copy);
  };
  const standing = (name: string, it: WorldStanding) =>
    next((copy) => {
      hostIn(copy, name).standing = it;
    });
  return {
    ...observe(world),
    member: (name, options = {}) => next((copy) => addMember(copy, name, options)),
    none: (name) => standing(name, { kind: 'none' }),
    joining: (name, reason = 'no manager answered') => standing(name, { kind: 'joining', reason }),
    broken: (name, reason = 'the certificate has expired') =>
      standing(name, { kind: 'broken', reason }),
    disconnected: (name) =>
      next((copy) => {
        hostIn(copy, name).connected = false;
      }),
    engineDown: (name, reason = 'connect ENOENT /var/run/docker.sock') =>
      next((copy) => {
        hostIn(copy, name).engineDown = reason;
      }),
    node: (hostname, { swarm = 'ours', ...options } = {}) =>
      next((copy) => {
        const elsewhere = newHost(hostname, 200 + Object.keys(copy.hosts).length);
        addNode(swarmIn(copy, swarm), elsewhere, options);
      }),
    network: (name, more) =>
      next((copy) => swarmIn(copy, 'ours').networks.push(aNetworkFact(name, more))),
    localNetwork: (host, name, more) =>
      next((copy) => {
        const local = { driver: 'bridge', scope: 'local', ...more } as const;
        hostIn(copy, host).networks.push(aNetworkFact(name, local));
      }),
    swarmOf: (settings) =>
      next((copy) => {
        const swarm = swarmIn(copy, 'ours');
        copy.swarms['ours'] = { ...swarm, settings: { ...swarm.settings, ...settings } };
      }),
    facts: (name, change) => next((copy) => changeHost(copy, name, change)),
    world: () => structuredClone(world),
  };
}

function changeHost(world: World, name: string, change: HostChange): void {
  const host = hostIn(world, name);
  const { engine, clock = host.clock, certificate = host.certificate, ...machine } = change;
  const changed = { ...host.machine, ...machine };
  world.hosts[name] = {
    ...host,
    ...{ clock, machine: changed },
    engine: { ...host.engine, hostname: changed.hostname, ...engine },
    ...(certificate && { certificate }),
  };
}

function hostIn(world: World, name: string): WorldHost {
  return (world.hosts[name] ??= newHost(name, Object.keys(world.hosts).length));
}

function swarmIn(world: World, id: string): WorldSwarm {
  return (world.swarms[id] ??= newSwarm(id));
}

function addMember(world: World, name: string, options: MemberOptions): void {
  const { swarm: id = 'ours', works = true, forgotten = false, ...node } = options;
  const swarm = swarmIn(world, id);
  const role = node.role ?? (swarm.nodes.length === 0 ? 'manager' : 'worker');
  const host = hostIn(world, name);
  const { nodeId } = addNode(swarm, host, { ...node, role });
  if (forgotten) swarm.nodes = swarm.nodes.filter((it) => it.nodeId !== nodeId);
  host.standing = { kind: 'member', swarm: id, nodeId };
  host.works = works;
}
