import type { NetworkSpec } from '@muster/spec';
import { resolveNetworks, type Resolved } from '../networks/resolve.js';
import { usersOf, type ContainerUser } from '../networks/users.js';
import { definedNetwork, wantedBySpec, wantedNetwork } from '../networks/wanted.js';
import type { Situation } from '../situation/situation.js';
import type { Step } from '../step.js';
import { whyVerify, type Verify } from '../verified.js';
import { make } from './make.js';

/** Networks of the spec that the swarm does not have as wanted. `needs`: what makes the swarm, when there is none yet. */
export function missingNetworks(situation: Situation, needs: readonly string[]): readonly Step[] {
  if (situation.ours === undefined && needs.length === 0) return [];
  const resolved = resolveNetworks(situation, wantedBySpec(situation));
  return resolved.flatMap((it) => stepsFor(situation, it, needs));
}

export function diffNetworkCreate(
  situation: Situation,
  network: NetworkSpec,
  verify: Verify | undefined,
): readonly Step[] {
  if (situation.ours === undefined) return [];
  const wanted = wantedNetwork(situation, network, '');
  const steps = resolveNetworks(situation, [wanted]).flatMap((it) => stepsFor(situation, it, []));
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
  const needs = idsOf(steps.filter(({ kind }) => !makesNetwork.has(kind)));
  return (
    situation.spec.networks
      // No task can be put on the routing mesh.
      .filter(({ ingress }) => !ingress)
      .flatMap(({ name }) => {
        const making = steps.filter(
          ({ kind, id }) => makesNetwork.has(kind) && id === `${kind} ${name}`,
        );
        if (making.length === 0 && definedNetwork(situation, name) === undefined) return [];
        return verification(situation, name, verify, [...idsOf(making), ...needs]);
      })
  );
}

const makesNetwork: ReadonlySet<Step['kind']> = new Set(['network.create', 'network.replace']);

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
  const before = disconnections(name, usersOf(situation, name).containers);
  const needs = before.map(({ id }) => id);
  return [...before, make('network.remove', name, { name }, `${name} is to be removed`, needs)];
}

function stepsFor(
  situation: Situation,
  { wanted, overlay, choice }: Resolved,
  needs: readonly string[],
): readonly Step[] {
  const { name } = overlay;
  const why = choice?.kind === 'chosen' ? `; ${choice.reason}` : '';
  const { seen } = wanted;
  if (seen === undefined) {
    const reason = `the swarm has no network ${name}${why}`;
    return [make('network.create', name, { network: overlay }, reason, needs)];
  }
  const before = disconnections(seen.name, usersOf(situation, seen.name).containers);
  const args = { network: overlay, old: { id: seen.id, name: seen.name } };
  const differing = [
    ...wanted.differences.map(
      ({ property, seen: is, wanted: want }) => `${property} is ${is || 'none'}, not ${want}`,
    ),
    ...(wanted.labels.length > 0 ? [`it lacks the labels ${wanted.labels.join(', ')}`] : []),
  ];
  const all = [...needs, ...before.map(({ id }) => id)];
  return [...before, make('network.replace', name, args, `${differing.join('; ')}${why}`, all)];
}

/** One step a host that has containers on it. */
function disconnections(network: string, users: readonly ContainerUser[]): readonly Step[] {
  return [...Map.groupBy(users, ({ host }) => host)].map(([host, containers]) =>
    make(
      'network.disconnect',
      `${network} ${host}`,
      { host, network, containers: containers.map(({ id, name }) => ({ id, name })) },
      `${containers.map(({ name }) => name).join(', ')} would keep ${network}`,
    ),
  );
}
