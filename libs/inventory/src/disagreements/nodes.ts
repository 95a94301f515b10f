import type { NodeFact, SwarmFacts } from '../facts.js';
import type { Disagreement, Witness } from './disagreement.js';

/** What managers list and do not hear of. */
export const nodeDisagreements = (witnesses: readonly Witness[]): readonly Disagreement[] =>
  witnesses.flatMap(({ host, docker: { swarm } }) =>
    (swarm?.nodes ?? [])
      .filter(({ state }) => state === 'down')
      .map((node) => disagreementOf(host, node, swarm)),
  );

function disagreementOf(host: string, node: NodeFact, swarm: SwarmFacts | undefined): Disagreement {
  const { nodeId, hostname, address } = node;
  const successor = swarm?.nodes.find(
    (other) => other.state === 'ready' && (other.hostname === hostname || isAt(other, address)),
  );
  if (successor === undefined) {
    const detail = `manager ${host} does not hear of node ${hostname} at ${address}`;
    return { kind: 'node-down', host, subject: nodeId, detail };
  }
  const detail = `node ${hostname} is down, and ${successor.hostname} at ${successor.address} is the same host as another node`;
  return { kind: 'node-left-behind', host, subject: nodeId, detail };
}

const isAt = (node: NodeFact, address: string): boolean =>
  address !== '' && node.address === address;
