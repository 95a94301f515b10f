import { networksOf } from '@muster/inventory';
import type { Situation } from '../situation/situation.js';

/** A standalone container on a network. */
export type ContainerUser = { readonly host: string; readonly id: string; readonly name: string };

/** Who uses a network, as far as hosts could be asked. */
export type Users = {
  readonly containers: readonly ContainerUser[];
  /** By name; also those without a task at the moment. */
  readonly services: readonly string[];
};

/** Everybody on the swarm's network of this name. */
export function usersOf(situation: Situation, name: string): Users {
  const { inventory, hosts } = situation;
  const here = hosts.flatMap((host) =>
    networksOf(inventory, host.name)
      .filter((network) => network.name === name && network.scope === 'swarm')
      .map((network) => ({ host: host.name, network })),
  );
  const ids = new Set(here.map(({ network }) => network.id));
  const all = here
    .flatMap(({ host, network }) => network.attachments.map((attached) => ({ host, ...attached })))
    // The Engine's own endpoint for load balancing (`lb-<network>`) goes with the network.
    .filter(({ containerId }) => !containerId.startsWith('lb-'));
  const tasks = all.flatMap(({ task }) => task?.service ?? []);
  const defined = (situation.ours?.facts.services ?? [])
    .filter(({ networks }) => networks.some(({ networkId }) => ids.has(networkId)))
    .map((service) => service.name);
  return {
    containers: all
      .filter(({ task }) => task === undefined)
      .map(({ host, containerId, name: container }) => ({
        host,
        id: containerId,
        name: container,
      })),
    services: [...new Set([...tasks, ...defined])].toSorted(),
  };
}

/** `service web, redis on web-2`: for messages. */
export const namesOf = ({ containers, services }: Users): readonly string[] => [
  ...services.map((service) => `service ${service}`),
  ...containers.map(({ host, name }) => `${name} on ${host}`),
];
