import type { Finding } from '@muster/kernel';
import { usersOf } from '../networks/users.js';
import type { Situation } from '../situation/situation.js';
import { blocker, listed } from './finding.js';

/**
 * Who keeps a network from going. Containers can be taken off it when somebody says so (`network-has-containers` is accepted);
 * services are never touched.
 */
export function inUse(situation: Situation, name: string, path = ''): readonly Finding[] {
  const { services, containers } = usersOf(situation, name);
  return [
    ...(services.length === 0 ? [] : [usedByServices(name, services, path)]),
    ...(containers.length === 0 ? [] : [usedByContainers(name, containers, path)]),
  ];
}

function usedByServices(name: string, services: readonly string[], path: string): Finding {
  const who = services.map((service) => `service ${service}`);
  const remedy = [
    `Remove these first, or take them off it: docker service update --network-rm ${name} SERVICE.`,
  ];
  return blocker('network-in-use', `network ${name} is used by ${listed(who)}`, { path, remedy });
}

function usedByContainers(
  name: string,
  containers: ReturnType<typeof usersOf>['containers'],
  path: string,
): Finding {
  const who = containers.map(({ host, name: container }) => `${container} on ${host}`);
  const remedy = [
    `Stop these first, or docker network disconnect ${name} CONTAINER.`,
    'Or have them disconnected: muster networks rm --force, or --accept network-has-containers. They go on without it.',
  ];
  const hosts = [...new Set(containers.map(({ host }) => host))];
  const message = `network ${name} is used by ${listed(who)}`;
  return blocker('network-has-containers', message, { path, hosts, remedy });
}
