import {
  networksOf,
  overlayDifferences,
  pathMtuOf,
  type NetworkFact,
  type OverlayDifference,
} from '@muster/inventory';
import type { NetworkSpec } from '@muster/spec';
import type { Situation } from '../situation/situation.js';

/** A network that is to exist, beside what there is of it. */
export type Wanted = {
  readonly network: NetworkSpec;
  /** Where it is in the spec; empty when it is not in it. */
  readonly path: string;
  /** The swarm's network of that name; of an ingress the one that there is, whatever its name. */
  readonly seen?: NetworkFact;
  /** What cannot be changed once a network exists, and is not as wanted. */
  readonly differences: readonly OverlayDifference[];
  /** Labels that it lacks, or has with other values. Fixed as well, but nothing depends on them. */
  readonly labels: readonly string[];
};

/** A swarm's network as its managers list it; workers list only those that something there uses. */
export function definedNetwork(
  { inventory, ours }: Situation,
  name: string,
): NetworkFact | undefined {
  if (ours === undefined) return undefined;
  const networks = networksOf(inventory, ours.seenBy);
  return networks.find((network) => network.name === name && network.scope === 'swarm');
}

/** All networks of the swarm, ingress included. */
export const definedNetworks = ({ inventory, ours }: Situation): readonly NetworkFact[] =>
  ours === undefined
    ? []
    : networksOf(inventory, ours.seenBy).filter(({ scope }) => scope === 'swarm');

/** Those of the spec. */
export const wantedBySpec = (situation: Situation): readonly Wanted[] =>
  situation.spec.networks.map((network, index) =>
    wantedNetwork(situation, network, `networks[${index}]`),
  );

export function wantedNetwork(situation: Situation, network: NetworkSpec, path: string): Wanted {
  const seen = network.ingress
    ? (definedNetworks(situation).find(({ ingress }) => ingress) ??
      definedNetwork(situation, network.name))
    : definedNetwork(situation, network.name);
  if (seen === undefined) return { network, path, differences: [], labels: [] };
  const labels = Object.entries(network.labels)
    .filter(([key, value]) => seen.labels[key] !== value)
    .map(([key, value]) => `${key}=${value}`);
  // What `auto` comes to changes with what is measured: a network of the spec is not made anew for it by itself.
  const follows = path === '' || situation.accept.includes('network-differs');
  const mtu = network.mtu === 'auto' && follows ? tooMuchFor(situation, seen) : network.mtu;
  return { network, path, seen, differences: differencesOf(network, seen, mtu), labels };
}

/** The MTU that it should have been made for; undefined where what it has passes, as far as is known. */
function tooMuchFor({ evidence }: Situation, seen: NetworkFact): number | undefined {
  const lowest = evidence.pathMtu?.lowest ?? undefined;
  return lowest !== undefined && pathMtuOf(seen) > lowest ? lowest : undefined;
}

function differencesOf(
  network: NetworkSpec,
  seen: NetworkFact,
  mtu: NetworkSpec['mtu'],
): readonly OverlayDifference[] {
  const { mtu: _, ...rest } = network;
  const fixed = overlayDifferences({ ...rest, ...(typeof mtu === 'number' && { mtu }) }, seen);
  if (seen.name === network.name) return fixed;
  return [{ property: 'name', wanted: network.name, seen: seen.name }, ...fixed];
}

/** Whether somebody agreed to have it made anew: its old one goes first. */
export const isReplaced = ({ accept }: Situation, { seen, differences, labels }: Wanted): boolean =>
  seen !== undefined &&
  ((differences.length > 0 && accept.includes('network-differs')) ||
    (labels.length > 0 && accept.includes('network-labels-differ')));
