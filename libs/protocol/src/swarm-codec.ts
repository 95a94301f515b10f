import type { NodeFact, ServiceFact, SwarmFacts } from '@muster/inventory';
import { availabilityCodec, nodeStateCodec, required, roleCodec } from './enums.js';
import type { Node as WireNode, Node__Output } from './gen/types/muster/agent/v1/Node.js';
import type {
  Service as WireService,
  Service__Output,
} from './gen/types/muster/agent/v1/Service.js';
import type { Swarm as WireSwarm, Swarm__Output } from './gen/types/muster/agent/v1/Swarm.js';

export function encodeSwarm(swarm: SwarmFacts): WireSwarm {
  const { nodes, services, addressPools, ...rest } = swarm;
  return {
    ...rest,
    addressPools: [...addressPools],
    nodes: nodes.map(encodeNode),
    services: services.map(encodeService),
  };
}

export function decodeSwarm({ nodes, services, ...rest }: Swarm__Output): SwarmFacts {
  return { ...rest, nodes: nodes.map(decodeNode), services: services.map(decodeService) };
}

export function encodeNode({ role, availability, state, manager, ...rest }: NodeFact): WireNode {
  return {
    ...rest,
    role: roleCodec.encode(role),
    availability: availabilityCodec.encode(availability),
    state: nodeStateCodec.encode(state),
    manager: manager ?? null,
  };
}

export function decodeNode({
  role,
  availability,
  state,
  manager,
  ...rest
}: Node__Output): NodeFact {
  return {
    ...rest,
    role: required(roleCodec.decode(role), 'node.role'),
    availability: required(availabilityCodec.decode(availability), 'node.availability'),
    state: nodeStateCodec.decode(state) ?? 'unknown',
    ...(manager ? { manager } : {}),
  };
}

export function encodeService({ endpointMode, networks, ...rest }: ServiceFact): WireService {
  return { ...rest, dnsrr: endpointMode === 'dnsrr', networks: [...networks] };
}

export function decodeService(wire: Service__Output): ServiceFact {
  const { dnsrr, replicas, _replicas: said, ...rest } = wire;
  return {
    ...rest,
    endpointMode: dnsrr ? 'dnsrr' : 'vip',
    ...(said !== undefined && replicas !== undefined && { replicas }),
  };
}
