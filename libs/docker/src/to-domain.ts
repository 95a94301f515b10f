import type {
  Availability,
  EngineFacts,
  Membership,
  NodeFact,
  NodeRole,
  NodeState,
  SwarmFacts,
} from '@muster/inventory';
import { toServiceFact } from './to-service.js';
import type { WireInfo, WireNode, WireService, WireSwarm, WireSwarmInfo } from './wire.js';

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
export function toSwarmFacts(
  swarm: WireSwarm,
  nodes: readonly WireNode[],
  services: readonly WireService[],
): SwarmFacts {
  return {
    id: swarm.ID ?? '',
    addressPools: swarm.DefaultAddrPool ?? [],
    subnetSize: swarm.SubnetSize === undefined || swarm.SubnetSize === 0 ? 24 : swarm.SubnetSize,
    dataPathPort:
      swarm.DataPathPort === undefined || swarm.DataPathPort === 0 ? 4789 : swarm.DataPathPort,
    autolock: swarm.Spec?.EncryptionConfig?.AutoLockManagers ?? false,
    nodes: nodes.map(toNodeFact),
    services: services.map(toServiceFact),
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
