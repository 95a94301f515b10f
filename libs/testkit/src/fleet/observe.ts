import type {
  DockerFacts,
  HostRecord,
  Inventory,
  Membership,
  NetworkFact,
  SwarmFacts,
} from '@muster/inventory';
import { aNetworkFact, type World, type WorldHost, type WorldSwarm } from './world.js';

const lookedAt = '2030-01-01T00:00:00Z';

/** The inventory after every agent that is connected has looked at its host. */
export function observe(world: World, revision = 1): Inventory {
  const hosts = Object.values(world.hosts).map((host) => [host.name, record(world, host)] as const);
  return { revision, hosts: Object.fromEntries(hosts) };
}

function record(world: World, host: WorldHost): HostRecord {
  const state = host.works ? 'bound' : 'free';
  const gossipPort = { tcp: state, udp: state } as const;
  const machine = { ...host.machine, gossipPort };
  const down = host.engineDown;
  const docker =
    down === undefined ? dockerFacts(world, host) : ({ kind: 'unknown', reason: down } as const);
  const facts = { observedAt: lookedAt, follows: true, machine, docker };
  const { clock } = host;
  return { host: host.name, connected: host.connected, facts, seenAt: lookedAt, clock };
}

function dockerFacts(world: World, host: WorldHost): DockerFacts {
  const swarm = swarmOf(world, host);
  const view = swarm === undefined ? undefined : seenBy(swarm, host);
  const networks = [...host.networks, ...networksOf(world, host, swarm)];
  const membership = membershipOf(host, swarm);
  const { engine, certificate } = host;
  return {
    ...{ kind: 'known', engine, membership, networks },
    ...(membership.kind === 'member' && certificate && { certificate }),
    ...(view && { swarm: view }),
  };
}

const swarmOf = (world: World, { standing }: WorldHost): WorldSwarm | undefined =>
  standing.kind === 'member' ? world.swarms[standing.swarm] : undefined;

const nodeOf = (swarm: WorldSwarm, { standing }: WorldHost) =>
  swarm.nodes.find((node) => standing.kind === 'member' && node.nodeId === standing.nodeId);

function membershipOf(host: WorldHost, swarm: WorldSwarm | undefined): Membership {
  const { standing } = host;
  if (standing.kind !== 'member') return standing;
  const { nodeId } = standing;
  const managers = (swarm?.nodes ?? []).flatMap((node) =>
    node.manager?.reachable ? [{ nodeId: node.nodeId, address: node.manager.address }] : [],
  );
  const isManager = swarm && nodeOf(swarm, host)?.manager !== undefined;
  const role = isManager ? 'manager' : 'worker';
  return { kind: 'member', nodeId, role, address: host.address, managers };
}

/** Only managers see the swarm, and only while more than half of them answer. */
function seenBy(swarm: WorldSwarm, host: WorldHost): SwarmFacts | undefined {
  if (nodeOf(swarm, host)?.manager === undefined || !hasLeader(swarm)) return undefined;
  return { id: swarm.id, ...swarm.settings, nodes: [...swarm.nodes], services: [] };
}

/** Written anew here, so that a mistake in the planner's arithmetic is seen. */
export function hasLeader({ nodes }: WorldSwarm): boolean {
  const managers = nodes.filter((node) => node.role === 'manager' || node.manager !== undefined);
  return managers.filter((node) => node.manager?.reachable).length * 2 > managers.length;
}

function networksOf(
  world: World,
  host: WorldHost,
  swarm: WorldSwarm | undefined,
): readonly NetworkFact[] {
  if (swarm === undefined) return [];
  const isManager = nodeOf(swarm, host)?.manager !== undefined;
  const peers = Object.values(world.hosts)
    .filter((other) => other.works && swarmOf(world, other) === swarm)
    .map(({ name, address }) => ({ name, address }));
  const ingress = aNetworkFact('ingress', { ingress: true, peers });
  const gwbridge = aNetworkFact('docker_gwbridge', { driver: 'bridge', scope: 'local' });
  return [...(host.works ? [ingress, gwbridge] : []), ...(isManager ? swarm.networks : [])];
}
