import type {
  Availability,
  EngineFacts,
  Membership,
  NetworkFact,
  NetworkScope,
  NodeFact,
  NodeRole,
  NodeState,
  SwarmFacts,
} from '@muster/inventory';
import type { WireInfo, WireNetwork, WireNode, WireSwarm, WireSwarmInfo } from './wire.js';

/** The Engine's words to ours, in one place. Total: what an engine leaves out becomes empty, not an error. */
export function toEngineFacts(info: WireInfo, apiVersion: string): EngineFacts {
  return {
    id: info.ID ?? '',
    version: info.ServerVersion ?? '',
    apiVersion,
    hostname: info.Name ?? '',
    operatingSystem: info.OperatingSystem ?? '',
    architecture: info.Architecture ?? '',
    storageDriver: info.Driver ?? '',
    liveRestore: info.LiveRestoreEnabled ?? false,
    dataRoot: info.DockerRootDir ?? '',
    firewallBackend: info.FirewallBackend?.Driver ?? '',
    securityOptions: info.SecurityOptions ?? [],
  };
}

export function toMembership(swarm: WireSwarmInfo): Membership {
  const said = swarm.Error ?? '';
  switch (swarm.LocalNodeState ?? '') {
    case 'inactive':
      return { kind: 'none' };
    case 'active':
      return toMember(swarm);
    case 'pending':
      return { kind: 'joining', reason: said === '' ? tryingToReach(swarm) : said };
    case 'locked':
      return { kind: 'broken', reason: 'the swarm is locked: this manager needs the unlock key' };
    case 'error':
      return { kind: 'broken', reason: said === '' ? 'the Engine does not say why' : said };
    default:
      return {
        kind: 'unknown',
        reason: `the Engine calls its swarm state '${swarm.LocalNodeState}'`,
      };
  }
}

function toMember(swarm: WireSwarmInfo): Membership {
  return {
    kind: 'member',
    nodeId: swarm.NodeID ?? '',
    role: swarm.ControlAvailable === true ? 'manager' : 'worker',
    address: swarm.NodeAddr ?? '',
    managers: (swarm.RemoteManagers ?? []).map((manager) => ({
      nodeId: manager.NodeID ?? '',
      address: manager.Addr ?? '',
    })),
  };
}

function tryingToReach(swarm: WireSwarmInfo): string {
  const addresses = (swarm.RemoteManagers ?? []).map((manager) => manager.Addr ?? '').join(', ');
  return addresses === '' ? 'the Engine is starting its node' : `still trying ${addresses}`;
}

/** 4789 and 24 are the Engine's defaults, which old swarms have as 0. */
export function toSwarmFacts(swarm: WireSwarm, nodes: readonly WireNode[]): SwarmFacts {
  return {
    id: swarm.ID ?? '',
    addressPools: swarm.DefaultAddrPool ?? [],
    subnetSize: swarm.SubnetSize === undefined || swarm.SubnetSize === 0 ? 24 : swarm.SubnetSize,
    dataPathPort:
      swarm.DataPathPort === undefined || swarm.DataPathPort === 0 ? 4789 : swarm.DataPathPort,
    autolock: swarm.Spec?.EncryptionConfig?.AutoLockManagers ?? false,
    nodes: nodes.map(toNodeFact),
  };
}

export function toNodeFact(node: WireNode): NodeFact {
  const manager = node.ManagerStatus ?? undefined;
  return {
    nodeId: node.ID ?? '',
    hostname: node.Description?.Hostname ?? '',
    role: toRole(node.Spec?.Role),
    availability: toAvailability(node.Spec?.Availability),
    state: toNodeState(node.Status?.State),
    address: node.Status?.Addr ?? '',
    labels: node.Spec?.Labels ?? {},
    engineVersion: node.Description?.Engine?.EngineVersion ?? '',
    ...(manager && {
      manager: {
        leader: manager.Leader ?? false,
        reachable: manager.Reachability === 'reachable',
        address: manager.Addr ?? '',
      },
    }),
  };
}

const toRole = (role: string | undefined): NodeRole => (role === 'manager' ? 'manager' : 'worker');

function toAvailability(availability: string | undefined): Availability {
  return availability === 'pause' || availability === 'drain' ? availability : 'active';
}

function toNodeState(state: string | undefined): NodeState {
  return state === 'ready' || state === 'down' || state === 'disconnected' ? state : 'unknown';
}

export function toNetworkFact(network: WireNetwork): NetworkFact {
  const options = network.Options ?? {};
  return {
    id: network.Id ?? '',
    name: network.Name ?? '',
    driver: network.Driver ?? '',
    scope: toScope(network.Scope),
    attachable: network.Attachable ?? false,
    internal: network.Internal ?? false,
    ingress: network.Ingress ?? false,
    // The overlay driver looks only whether the option is there, not at its value.
    encrypted: 'encrypted' in options,
    subnets: (network.IPAM?.Config ?? []).map((range) => ({
      subnet: range.Subnet ?? '',
      gateway: range.Gateway ?? '',
    })),
    options,
    labels: network.Labels ?? {},
    vnis: toVnis(options['com.docker.network.driver.overlay.vxlanid_list']),
    createdAt: toTime(network.Created),
    peers: (network.Peers ?? []).map((peer) => ({
      name: peer.Name ?? '',
      address: peer.IP ?? '',
    })),
    attachments: toAttachments(network.Containers ?? {}),
  };
}

function toScope(scope: string | undefined): NetworkScope {
  return scope === 'swarm' || scope === 'global' ? scope : 'local';
}

function toVnis(list: string | undefined): readonly number[] {
  return list === undefined || list === '' ? [] : list.split(',').map(Number);
}

/** Go's zero time stands for "not known". */
const toTime = (time: string | undefined): string =>
  time === undefined || time.startsWith('0001-') ? '' : time;

/** The Engine lists its own endpoints too (`lb-NAME`, `ingress-sbox`); only containers have such ids. */
function toAttachments(
  endpoints: NonNullable<WireNetwork['Containers']>,
): NetworkFact['attachments'] {
  return Object.entries(endpoints)
    .filter(([id]) => /^[0-9a-f]{64}$/.test(id))
    .map(([containerId, endpoint]) => ({
      containerId,
      name: endpoint.Name ?? '',
      ipv4Address: endpoint.IPv4Address ?? '',
      ipv6Address: endpoint.IPv6Address ?? '',
      macAddress: endpoint.MacAddress ?? '',
    }));
}
