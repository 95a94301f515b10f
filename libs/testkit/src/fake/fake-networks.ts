import type { CreateOverlay } from '@muster/docker';
import type { NetworkFact } from '@muster/inventory';
import { contains, parseCidr } from '@muster/kernel';
import type { FakeEngine } from './fake-engine.js';
import { refusals } from './fake-refusals.js';
import { letters, type FakeSwarm } from './fake-swarm.js';
import type { FakeWorld } from './fake-world.js';

/** The swarm's allocator works after the answer to the create. */
const allocationMs = 50;

const local = (name: string, driver: string): NetworkFact => ({
  id: letters(`local ${name}`, 64),
  name,
  driver,
  scope: 'local',
  attachable: false,
  internal: false,
  ingress: false,
  encrypted: false,
  subnets: [],
  options: {},
  labels: {},
  vnis: [],
  createdAt: '2026-01-01T00:00:00Z',
  peers: [],
  attachments: [],
  orphans: [],
});

/** What every Engine has from the start. */
const localNetworks: readonly NetworkFact[] = [
  local('bridge', 'bridge'),
  local('host', 'host'),
  local('none', 'null'),
];

const gwbridge = local('docker_gwbridge', 'bridge');

/** What the host's Engine lists: on a worker, of the swarm's networks only those that are materialised there. */
export function listNetworks(
  engine: FakeEngine,
  isInspected: boolean,
  names?: readonly string[],
): readonly NetworkFact[] {
  const { state, hasGwbridge } = engine.standing;
  const own = hasGwbridge ? [...localNetworks, gwbridge] : localNetworks;
  const swarmWide = state.kind === 'member' ? [...state.swarm.networks.values()] : [];
  const isManager = state.kind === 'member' && state.node.role === 'manager';
  const seen = swarmWide.filter((network) => isManager || isMaterialised(engine, network));
  return [...own, ...seen]
    .filter(({ name }) => names?.includes(name) ?? true)
    .map((network) => (isInspected ? inspected(engine, network) : network));
}

function isMaterialised(engine: FakeEngine, network: NetworkFact): boolean {
  return network.ingress ? engine.standing.hasIngress : engine.attachments.has(network.name);
}

/** What the containers of this host are told by `docker network disconnect --force`. */
export function disconnect(engine: FakeEngine, network: string, container: string): void {
  const named = listNetworks(engine, false).find(
    ({ id, name }) => id === network || name === network,
  );
  if (named === undefined) throw refusals.noNetwork(network);
  const there = engine.attachments.get(named.name) ?? [];
  const stays = there.filter(({ containerId, name }) => ![containerId, name].includes(container));
  if (stays.length === there.length) throw refusals.notConnected(container, named.name);
  if (stays.length === 0) engine.attachments.delete(named.name);
  else engine.attachments.set(named.name, stays);
}

function inspected(engine: FakeEngine, network: NetworkFact): NetworkFact {
  const attachments = engine.attachments.get(network.name) ?? [];
  if (network.scope === 'local') return { ...network, attachments };
  if (!isMaterialised(engine, network)) return network;
  const nodes = [...(engine.swarm()?.nodes.values() ?? [])];
  const peers = nodes.filter(
    (node) => node.engine !== undefined && isMaterialised(node.engine, network),
  );
  return {
    ...network,
    peers: peers.map(({ address }) => ({ name: letters(address, 12), address })),
    attachments,
  };
}

/** @returns the id; the network gets its addresses later, or never. */
export function createOverlay(args: CreateOverlay, swarm: FakeSwarm, world: FakeWorld): string {
  const wrong = args.subnets.find(({ subnet }) => parseCidr(subnet) === undefined);
  if (wrong !== undefined) throw refusals.invalidSubnet(wrong.subnet);
  assertGatewaysInside(args);
  if (args.ingress && args.attachable) throw refusals.ingressAttachable();
  const ingress = [...swarm.networks.values()].find((network) => network.ingress);
  if (args.ingress && ingress !== undefined) throw refusals.ingressPresent(ingress.id);
  const there = [...localNetworks, ...swarm.networks.values()];
  if (there.some(({ name }) => name === args.name)) throw refusals.nameTaken(args.name);
  const id = world.newId('network');
  swarm.define(id, args, world.clock.time());
  swarm.tell({ kind: 'network', networkId: id });
  world.clock.after(allocationMs, () => {
    swarm.allocate(id, args);
    swarm.tell({ kind: 'network', networkId: id });
  });
  return id;
}

function assertGatewaysInside({ subnets }: CreateOverlay): void {
  for (const { subnet, gateway, ipRange } of subnets) {
    const outer = parseCidr(subnet);
    const isInside = (text: string): boolean => {
      const inner = parseCidr(text);
      return outer !== undefined && inner !== undefined && contains(outer, inner);
    };
    if (gateway !== undefined && !isInside(`${gateway}/${outer?.family === 6 ? 128 : 32}`))
      throw refusals.gatewayOutside(subnet, gateway);
    if (ipRange !== undefined && !isInside(ipRange)) throw refusals.rangeOutside(subnet, ipRange);
  }
}

export function removeOverlay(id: string, swarm: FakeSwarm): void {
  const network = swarm.networks.get(id);
  if (network === undefined) throw refusals.noNetwork(id);
  const members = [...swarm.nodes.values()].map(({ engine }) => engine);
  if (members.some((engine) => engine?.attachments.has(network.name)))
    throw refusals.networkInUse(id);
  swarm.networks.delete(id);
  swarm.tell({ kind: 'network', networkId: id });
  if (network.ingress) for (const engine of members) if (engine) engine.standing.hasIngress = false;
}
