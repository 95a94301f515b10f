import { overlayMtu, type CreateOverlay } from '@muster/inventory';
import type { Plan } from './plan.js';
import type { Step, StepKind } from './step.js';

/** The host that the step is about; undefined where any manager can do it. */
export function hostOf(step: Step): string | undefined {
  return 'host' in step.args ? step.args.host : undefined;
}

/** The step as one line for people: `swarm.join web-2 as worker`. */
export function title(step: Step): string {
  const details = detailsOf(step);
  return details === '' ? step.id : `${step.id} ${details}`;
}

/** Ids of the steps that change something, in order: settling waits for what joining began, verifying only looks. */
export const summary = (plan: Plan): readonly string[] =>
  plan.steps.filter(({ kind }) => !looking.has(kind)).map((step) => step.id);

const looking: ReadonlySet<StepKind> = new Set(['node.settle', 'network.verify']);

function detailsOf(step: Step): string {
  switch (step.kind) {
    case 'swarm.init':
      return bracketed([...step.args.addressPools, ...portOf(step.args.dataPathPort)]);
    case 'swarm.join':
      return `as ${step.args.role}`;
    case 'swarm.leave':
      return step.args.force ? 'by force' : '';
    case 'node.update':
      return bracketed([
        ...(step.args.availability === undefined ? [] : [step.args.availability]),
        ...labelsOf(step.args.labels ?? {}),
      ]);
    case 'node.remove':
      return `(${step.args.hostname})`;
    case 'network.create':
    case 'network.replace':
      return bracketed(traitsOf(step.args.network));
    case 'network.disconnect':
      return bracketed(step.args.containers.map(({ name }) => name));
    case 'node.settle':
    case 'node.promote':
    case 'node.demote':
    case 'network.remove':
    case 'network.verify':
      return '';
  }
}

const bracketed = (parts: readonly string[]): string =>
  parts.length === 0 ? '' : `(${parts.join(', ')})`;

const portOf = (port: number): readonly string[] =>
  port === 4789 ? [] : [`data path port ${port}`];

const labelsOf = (labels: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(labels).map(([key, value]) => `${key}=${value}`);

function traitsOf(network: CreateOverlay): readonly string[] {
  return [
    network.ingress ? 'routing mesh' : network.attachable ? 'attachable' : 'for services',
    ...(network.internal ? ['internal'] : []),
    ...(network.encrypted ? ['encrypted'] : []),
    ...network.subnets.map(({ subnet }) => subnet),
    ...(network.mtu === undefined ? [] : [mtuOf(network.mtu, network.encrypted)]),
    ...(network.vnis.length === 0 ? [] : [`vni ${network.vnis.join(' ')}`]),
  ];
}

/** What it is made for, and what containers get of it. */
const mtuOf = (mtu: number, encrypted: boolean): string =>
  `mtu ${mtu}, ${overlayMtu(mtu, encrypted)} inside`;
