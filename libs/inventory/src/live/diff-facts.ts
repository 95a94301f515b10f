import type { DockerFacts, HostFacts, SwarmFacts } from '../facts.js';
import type {
  DockerDelta,
  FactSection,
  FactsDelta,
  ListDelta,
  SwarmDelta,
  SwarmSettings,
} from './delta.js';
import { networkId, nodeId, serviceId } from './ids.js';
import { diffList, isEmpty, isSame } from './lists.js';

/** A delta whose place in the chain is still to be said. */
export type Difference = Pick<FactsDelta, 'machine' | 'docker'>;

/** What turns the one into the other, but for when it was seen; empty where they say the same. */
export function diffFacts(before: HostFacts, after: HostFacts): Difference {
  const docker = diffDocker(before.docker, after.docker);
  return {
    ...(!isSame(before.machine, after.machine) && { machine: after.machine }),
    ...(docker && { docker }),
  };
}

export const isNoDifference = ({ machine, docker }: Difference): boolean =>
  machine === undefined && docker === undefined;

/** Of an Engine that is not known any more, every section changed. */
export function sectionsOf({ machine, docker }: Difference): readonly FactSection[] {
  const ofMachine = machine === undefined ? [] : (['machine'] as const);
  if (docker === undefined) return ofMachine;
  if (docker.kind === 'unknown') return [...ofMachine, ...dockerSections];
  const changed = dockerSections.filter((section) => hasSection(docker, section));
  return [...ofMachine, ...changed];
}

const dockerSections = [
  'engine',
  'membership',
  'certificate',
  'swarm',
  'nodes',
  'services',
  'networks',
] as const;

function hasSection(docker: DockerDelta, section: (typeof dockerSections)[number]): boolean {
  const { swarm } = docker;
  switch (section) {
    case 'networks':
      return !isEmpty(docker.networks);
    case 'swarm':
      return swarm === null || swarm?.settings !== undefined;
    case 'nodes':
    case 'services':
      return swarm === null || (swarm !== undefined && !isEmpty(swarm[section]));
    default:
      return docker[section] !== undefined;
  }
}

function diffDocker(
  before: HostFacts['docker'],
  after: HostFacts['docker'],
): FactsDelta['docker'] | undefined {
  if (after.kind === 'unknown') return isSame(before, after) ? undefined : after;
  const old = before.kind === 'known' ? before : undefined;
  const swarm = diffSwarm(old?.swarm, after.swarm);
  const networks = diffList(old?.networks ?? [], after.networks, networkId);
  const parts = { ...diffParts(old, after), ...(swarm !== undefined && { swarm }) };
  if (old !== undefined && Object.keys(parts).length === 0 && isEmpty(networks)) return undefined;
  return { kind: 'known', ...parts, networks };
}

function diffParts(
  before: DockerFacts | undefined,
  after: DockerFacts,
): Pick<DockerDelta, 'engine' | 'membership' | 'certificate'> {
  return {
    ...(!isSame(before?.engine, after.engine) && { engine: after.engine }),
    ...(!isSame(before?.membership, after.membership) && { membership: after.membership }),
    ...(!isSame(before?.certificate, after.certificate) && {
      certificate: after.certificate ?? null,
    }),
  };
}

function diffSwarm(
  before: SwarmFacts | undefined,
  after: SwarmFacts | undefined,
): SwarmDelta | null | undefined {
  if (after === undefined) return before === undefined ? undefined : null;
  const settings = settingsOf(after);
  const isOld = before !== undefined && isSame(settingsOf(before), settings);
  const nodes = diffList(before?.nodes ?? [], after.nodes, nodeId);
  const services = diffList(before?.services ?? [], after.services, serviceId);
  const lists: readonly ListDelta<unknown>[] = [nodes, services];
  if (isOld && lists.every(isEmpty)) return undefined;
  return { ...(!isOld && { settings }), nodes, services };
}

function settingsOf({ nodes, services, ...settings }: SwarmFacts): SwarmSettings {
  return settings;
}
