import type { DockerFacts, HostFacts, NetworkFact, NodeFact, ServiceFact } from '../facts.js';
import { inOrder } from './lists.js';

export const networkId = ({ id }: NetworkFact): string => id;
export const nodeId = (node: NodeFact): string => node.nodeId;
export const serviceId = (service: ServiceFact): string => service.serviceId;

/**
 * The same facts with every list in an order of its own, whatever order the Engine tells it in (that of peers and attachments
 * changes from one answer to the next): so that two looks at an unchanged host are equal.
 */
export function orderedFacts(facts: HostFacts): HostFacts {
  const { docker } = facts;
  return docker.kind === 'unknown' ? facts : { ...facts, docker: orderedDocker(docker) };
}

function orderedDocker(docker: DockerFacts): DockerFacts {
  const { networks, swarm } = docker;
  return {
    ...docker,
    networks: inOrder(networks.map(orderedNetwork), networkId),
    ...(swarm && { swarm: orderedSwarm(swarm) }),
  };
}

export const orderedSwarm = (
  swarm: NonNullable<DockerFacts['swarm']>,
): NonNullable<DockerFacts['swarm']> => ({
  ...swarm,
  nodes: inOrder(swarm.nodes, nodeId),
  services: inOrder(
    swarm.services.map((service) => ({
      ...service,
      networks: inOrder(service.networks, (network) => network.networkId),
    })),
    serviceId,
  ),
});

export const orderedNetwork = (network: NetworkFact): NetworkFact => ({
  ...network,
  peers: inOrder(network.peers, ({ name, address }) => `${name} ${address}`),
  attachments: inOrder(network.attachments, ({ containerId }) => containerId),
  orphans: inOrder(network.orphans, ({ endpointId }) => endpointId),
});
