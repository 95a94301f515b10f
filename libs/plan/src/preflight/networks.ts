import { networksOf, type NetworkFact } from '@muster/inventory';
import { parseCidr, type Finding } from '@muster/kernel';
import type { NetworkSpec } from '@muster/spec';
import { definedNetwork } from '../diff/networks.js';
import type { Situation } from '../situation/situation.js';
import { blocker, listed, warning, type Check } from './finding.js';
import { subnetsFree } from './subnets.js';

/** Everything about the networks that the spec names. */
export const networks: Check = (situation) =>
  situation.spec.networks.flatMap((network, index) =>
    networkChecks(situation, network, `networks[${index}]`),
  );

/** Everything about one network that is to exist. `path`: where it is in the spec; empty when it is not in it. */
export const networkChecks = (
  situation: Situation,
  network: NetworkSpec,
  path: string,
): readonly Finding[] => [
  ...differences(situation, network, path),
  ...nameTaken(situation, network, path),
  ...subnetsFree(situation, network, path),
];

/** An overlay needs a swarm. */
export const withoutSwarm: Check = ({ spec, ours }) => {
  if (spec.swarm !== undefined || ours !== undefined || spec.networks.length === 0) return [];
  const names = spec.networks.map(({ name }) => name);
  const message = `${listed(names)} cannot be made: an overlay network needs a swarm, and the hosts are in none`;
  const remedy = ['Init or join a swarm first: add `swarm: {}` to the spec.'];
  return [blocker('overlay-without-swarm', message, { path: 'networks', remedy })];
};

function differences(situation: Situation, wanted: NetworkSpec, path: string): readonly Finding[] {
  const seen = definedNetwork(situation, wanted.name);
  if (seen === undefined) return [];
  const fixed = traits(wanted, seen).filter(([, want, is]) => want !== is);
  const labels = Object.entries(wanted.labels).filter(([key, value]) => seen.labels[key] !== value);
  return [
    ...(fixed.length === 0 ? [] : [differing(wanted.name, fixed, path)]),
    ...(labels.length === 0 ? [] : [labelled(wanted.name, labels, path)]),
  ];
}

type Trait = readonly [name: string, wanted: string, seen: string];

/** What cannot be changed once a network exists. Subnets and MTU count only where the spec gives them. */
function traits(wanted: NetworkSpec, seen: NetworkFact): readonly Trait[] {
  const { subnets, mtu } = wanted;
  const seenMtu = seen.options['com.docker.network.driver.mtu'] ?? "the Engine's default";
  const ifGiven = (given: boolean, trait: Trait): readonly Trait[] => (given ? [trait] : []);
  return [
    ['driver', 'overlay', seen.driver],
    ['attachable', String(wanted.attachable), String(seen.attachable)],
    ['internal', String(wanted.internal), String(seen.internal)],
    ['encrypted', String(wanted.encrypted), String(seen.encrypted)],
    ...ifGiven(subnets.length > 0, [
      'subnets',
      canonical(subnets),
      canonical(seen.subnets.map(({ subnet }) => subnet)),
    ]),
    ...ifGiven(mtu !== undefined, ['mtu', String(mtu), seenMtu]),
  ];
}

const canonical = (subnets: readonly string[]): string =>
  subnets
    .map((text) => parseCidr(text)?.text ?? text)
    .toSorted()
    .join(', ');

function differing(name: string, fixed: readonly Trait[], path: string): Finding {
  const details = fixed.map(([trait, want, is]) => `${trait} is ${is || 'none'}, not ${want}`);
  const message = `network ${name} exists otherwise: ${details.join('; ')}`;
  const remedy = [
    `These are fixed when a network is made. Remove it first: muster networks rm ${name}.`,
    'Or write into the spec what it is.',
  ];
  return blocker('network-differs', message, { path, remedy });
}

function labelled(
  name: string,
  labels: readonly (readonly [string, string])[],
  path: string,
): Finding {
  const missing = labels.map(([key, value]) => `${key}=${value}`);
  const message = `network ${name} does not have the labels ${listed(missing)}`;
  const remedy = ['Labels of a network are fixed when it is made. Left as they are.'];
  return warning('network-labels-differ', message, { path, remedy });
}

function nameTaken(
  { inventory, hosts }: Situation,
  { name }: NetworkSpec,
  path: string,
): readonly Finding[] {
  const names = hosts
    .map((host) => host.name)
    .filter((host) =>
      networksOf(inventory, host).some((it) => it.name === name && it.scope !== 'swarm'),
    );
  if (names.length === 0) return [];
  const message = `${listed(names)} already ${names.length === 1 ? 'has' : 'have'} a network ${name} of ${names.length === 1 ? 'its' : 'their'} own`;
  const remedy = [`Choose another name, or docker network rm ${name} there.`];
  return [blocker('network-name-taken', message, { path, hosts: names, remedy })];
}
