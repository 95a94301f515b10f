import type { NetworkFact } from '../facts.js';
import { aboutNetwork, type Disagreement, sightingsBy, type Witness } from './disagreement.js';

/** Within a swarm a name stands for one network, and one of them is ingress. */
export function networkDisagreements(witnesses: readonly Witness[]): readonly Disagreement[] {
  return [...idsThatDiffer(witnesses), ...witnesses.flatMap(ingressOf)];
}

function idsThatDiffer(witnesses: readonly Witness[]): readonly Disagreement[] {
  return [...sightingsBy(witnesses, ({ name }) => name).values()].flatMap((sightings) => {
    const ids = new Set(sightings.map(({ network }) => network.id));
    if (ids.size < 2) return [];
    return sightings.map(({ witness: { host }, network }) => ({
      ...{ kind: 'network-ids-differ' as const, host, ...aboutNetwork(network) },
      subject: network.id,
      detail: `${network.name} is ${network.id} on ${host}; the swarm's hosts have ${ids.size} ids for it`,
    }));
  });
}

/** Only a manager lists all networks of the swarm. */
function ingressOf({ host, docker }: Witness): readonly Disagreement[] {
  if (docker.swarm === undefined) return [];
  const found = docker.networks.filter(({ ingress }) => ingress);
  if (found.length === 1) return [];
  if (found.length === 0) {
    const detail = `manager ${host} lists no ingress network: services cannot publish ports`;
    return [{ kind: 'ingress-missing', host, subject: docker.swarm.id, detail }];
  }
  return found.map((network) => ({
    ...{ kind: 'ingress-duplicate' as const, host, ...aboutNetwork(network) },
    subject: network.id,
    detail: `manager ${host} lists ${found.length} ingress networks`,
  }));
}

/** Whether or not the host is in a swarm. */
export function ambiguousNames(
  host: string,
  networks: readonly NetworkFact[],
): readonly Disagreement[] {
  const named = [...Map.groupBy(networks, ({ name }) => name).values()];
  return named
    .filter((same) => same.length > 1)
    .flat()
    .map((network) => ({
      ...{ kind: 'network-name-ambiguous' as const, host, ...aboutNetwork(network) },
      subject: network.id,
      detail: `${host} has several networks called ${network.name}; this one is of scope ${network.scope}`,
    }));
}
