import { networksOf, type NetworkFact } from '@muster/inventory';
import type { NetworkSpec } from '@muster/spec';
import type { Step } from '../step.js';
import type { Situation } from '../situation/situation.js';
import { whyVerify, type Verify } from '../verified.js';
import { make } from './make.js';

/** A swarm's network as its managers list it; workers list only those that something there uses. */
export function definedNetwork(
  { inventory, ours }: Situation,
  name: string,
): NetworkFact | undefined {
  if (ours === undefined) return undefined;
  const networks = networksOf(inventory, ours.seenBy);
  return networks.find((network) => network.name === name && network.scope === 'swarm');
}

/** Networks of the spec that the swarm does not have. `needs`: what makes the swarm, when there is none yet. */
export function missingNetworks(situation: Situation, needs: readonly string[]): readonly Step[] {
  if (situation.ours === undefined && needs.length === 0) return [];
  return situation.spec.networks.flatMap((network) => creation(situation, network, needs));
}

export function diffNetworkCreate(
  situation: Situation,
  network: NetworkSpec,
  verify: Verify | undefined,
): readonly Step[] {
  if (situation.ours === undefined) return [];
  const steps = creation(situation, network, []);
  return [...steps, ...verification(situation, network.name, verify, idsOf(steps))];
}

export const diffNetworkVerify = (
  situation: Situation,
  name: string,
  verify: Verify,
): readonly Step[] =>
  definedNetwork(situation, name) === undefined ? [] : verification(situation, name, verify, []);

/**
 * Networks of the spec that are not known to work. What changes a host comes before: tasks on all of them take part.
 * @param steps all others of the plan.
 */
export function verifications(
  situation: Situation,
  verify: Verify | undefined,
  steps: readonly Step[],
): readonly Step[] {
  const needs = idsOf(steps.filter(({ kind }) => kind !== 'network.create'));
  return situation.spec.networks.flatMap(({ name }) => {
    const creating = steps.filter(({ id }) => id === `network.create ${name}`);
    if (creating.length === 0 && definedNetwork(situation, name) === undefined) return [];
    return verification(situation, name, verify, [...idsOf(creating), ...needs]);
  });
}

function verification(
  situation: Situation,
  name: string,
  verify: Verify | undefined,
  needs: readonly string[],
): readonly Step[] {
  if (verify === undefined) return [];
  const id = definedNetwork(situation, name)?.id;
  const last = id === undefined ? undefined : situation.verified[id];
  const why = whyVerify(name, last, verify);
  return why === undefined ? [] : [make('network.verify', name, { name }, why, needs)];
}

const idsOf = (steps: readonly Step[]): readonly string[] => steps.map(({ id }) => id);

export function diffNetworkRemove(situation: Situation, name: string): readonly Step[] {
  if (definedNetwork(situation, name) === undefined) return [];
  return [make('network.remove', name, { name }, `${name} is to be removed`)];
}

function creation(
  situation: Situation,
  network: NetworkSpec,
  needs: readonly string[],
): readonly Step[] {
  const { name } = network;
  if (definedNetwork(situation, name) !== undefined) return [];
  return [make('network.create', name, { network }, `the swarm has no network ${name}`, needs)];
}
