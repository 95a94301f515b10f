import type { DockerFacts, HostFacts, SwarmFacts } from '../facts.js';
import type { DockerDelta, FactsDelta, SwarmDelta } from './delta.js';
import { networkId, nodeId, serviceId } from './ids.js';
import { applyList } from './lists.js';

/**
 * The facts with the change. What did not change stays the same object. Undefined when the delta is not of these facts: one
 * was lost, or it comes a second time; only all facts together help then.
 */
export function applyDelta(facts: HostFacts, delta: FactsDelta): HostFacts | undefined {
  if (facts.revision !== delta.base) return undefined;
  const docker = delta.docker === undefined ? facts.docker : applied(facts.docker, delta.docker);
  if (docker === undefined) return undefined;
  const { revision, observedAt, follows, machine = facts.machine } = delta;
  return { ...facts, revision, observedAt, follows, machine, docker };
}

function applied(
  before: HostFacts['docker'],
  delta: NonNullable<FactsDelta['docker']>,
): HostFacts['docker'] | undefined {
  if (delta.kind === 'unknown') return delta;
  const old = before.kind === 'known' ? before : undefined;
  const engine = delta.engine ?? old?.engine;
  const membership = delta.membership ?? old?.membership;
  if (engine === undefined || membership === undefined) return undefined;
  const swarm = appliedSwarm(old?.swarm, delta.swarm);
  if (swarm === undefined && delta.swarm) return undefined;
  const certificate = certificateOf(old, delta);
  return {
    ...{ kind: 'known', engine, membership },
    networks: applyList(old?.networks ?? [], delta.networks, networkId),
    ...(certificate && { certificate }),
    ...(swarm && { swarm }),
  };
}

const certificateOf = (
  before: DockerFacts | undefined,
  { certificate }: DockerDelta,
): DockerFacts['certificate'] | null =>
  certificate === undefined ? before?.certificate : certificate;

/** Undefined also where the delta is of a swarm that is not known. */
function appliedSwarm(
  before: SwarmFacts | undefined,
  delta: SwarmDelta | null | undefined,
): SwarmFacts | undefined {
  if (delta === undefined) return before;
  const settings = delta?.settings ?? before;
  if (delta === null || settings === undefined) return undefined;
  return {
    ...settings,
    nodes: applyList(before?.nodes ?? [], delta.nodes, nodeId),
    services: applyList(before?.services ?? [], delta.services, serviceId),
  };
}
