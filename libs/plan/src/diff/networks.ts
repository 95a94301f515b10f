import { networksOf, type NetworkFact } from '@muster/inventory';
import type { NetworkSpec } from '@muster/spec';
import type { Step } from '../step.js';
import type { Situation } from '../situation/situation.js';
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

export function diffNetworkCreate(situation: Situation, network: NetworkSpec): readonly Step[] {
  return situation.ours === undefined ? [] : creation(situation, network, []);
}

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
