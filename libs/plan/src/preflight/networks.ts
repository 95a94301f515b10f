import { networksOf } from '@muster/inventory';
import type { Finding } from '@muster/kernel';
import { resolveNetworks } from '../networks/resolve.js';
import { namesOf, usersOf } from '../networks/users.js';
import { isReplaced, wantedBySpec, type Wanted } from '../networks/wanted.js';
import type { Situation } from '../situation/situation.js';
import { blocker, listed, warning, type Check } from './finding.js';
import { inUse } from './network-users.js';
import { traits } from './network-traits.js';
import { pathMtuKnown } from './network-mtu.js';
import { subnetsFree } from './subnets.js';

/** Everything about the networks that the spec names. */
export const networks: Check = (situation) => networkChecks(situation, wantedBySpec(situation));

/** Everything about networks that are to exist. */
export function networkChecks(situation: Situation, all: readonly Wanted[]): readonly Finding[] {
  const resolved = resolveNetworks(situation, all);
  return [
    ...all.flatMap((wanted) => [
      ...differing(situation, wanted),
      ...labelled(wanted),
      ...replacing(situation, wanted),
      ...nameTaken(situation, wanted),
      ...subnetsFree(situation, wanted.network, wanted.path),
      ...traits(situation, wanted),
    ]),
    ...resolved.flatMap(({ wanted, choice }) => [
      ...(choice?.kind === 'exhausted' ? [exhausted(wanted, choice.message)] : []),
      ...pathMtuKnown(situation, wanted),
    ]),
  ];
}

/** An overlay needs a swarm. */
export const withoutSwarm: Check = ({ spec, ours }) => {
  if (spec.swarm !== undefined || ours !== undefined || spec.networks.length === 0) return [];
  const names = spec.networks.map(({ name }) => name);
  const message = `${listed(names)} cannot be made: an overlay network needs a swarm, and the hosts are in none`;
  const remedy = ['Init or join a swarm first: add `swarm: {}` to the spec.'];
  return [blocker('overlay-without-swarm', message, { path: 'networks', remedy })];
};

function differing(situation: Situation, wanted: Wanted): readonly Finding[] {
  const { differences, path, seen, network } = wanted;
  if (differences.length === 0 || seen === undefined) return [];
  const details = differences.map(
    ({ property, seen: is, wanted: want }) => `${property} is ${is || 'none'}, not ${want}`,
  );
  const users = namesOf(usersOf(situation, seen.name));
  const on = users.length === 0 ? 'nobody was seen on it' : `on it: ${listed(users)}`;
  const message = `network ${seen.name} exists otherwise: ${details.join('; ')}; ${on}`;
  const remedy = [
    'These are fixed when a network is made. Write into the spec what it is.',
    `Or have it made anew: muster up --accept network-differs, muster networks create ${network.name} --replace.`,
  ];
  return [blocker('network-differs', message, { path, remedy })];
}

function labelled({ network, labels, path }: Wanted): readonly Finding[] {
  if (labels.length === 0) return [];
  const message = `network ${network.name} does not have the labels ${listed(labels)}`;
  const remedy = [
    'Labels of a network are fixed when it is made: no Engine has a call to change them. Left as they are.',
    `To have it made anew: muster up --accept network-labels-differ, muster networks update ${network.name} --replace.`,
  ];
  return [warning('network-labels-differ', message, { path, remedy })];
}

/** What stands in the way of making a network anew, and what comes of it. */
function replacing(situation: Situation, wanted: Wanted): readonly Finding[] {
  const { seen, path } = wanted;
  if (seen === undefined || !isReplaced(situation, wanted)) return [];
  if (!seen.ingress) return inUse(situation, seen.name, path);
  const message =
    `ingress network ${seen.name} is made anew: published ports do not answer until each host has the new one, ` +
    'which it gets with its next task or container on a network of the swarm';
  const remedy = [
    'Remove services with published ports first: the Engine refuses otherwise.',
    'All nodes should run the same Engine version (docker network rm warns of that).',
  ];
  return [warning('ingress-replaced', message, { path, remedy })];
}

function exhausted({ network, path }: Wanted, message: string): Finding {
  return blocker('address-pool-exhausted', `no subnet for network ${network.name}: ${message}`, {
    path,
    remedy: [
      'Give the network a subnet of its own (subnets), or remove networks that nobody uses.',
      'The address pools of a swarm are fixed when it is made: larger ones need a new swarm.',
      'Accepted, the Engine chooses, and may choose what hosts use.',
    ],
  });
}

function nameTaken(
  { inventory, hosts }: Situation,
  { network: { name }, path }: Wanted,
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
