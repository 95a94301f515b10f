import type { DockerFacts } from '@muster/inventory';
import type { Finding } from '@muster/kernel';
import { hostnameOf, type Host } from '../situation/situation.js';
import { about, blocker, listed, warning, type Check } from './finding.js';

/** Every host has an agent with a session, and its Engine answers: else nobody knows what a plan would do there. */
export const reachable: Check = ({ hosts, inventory }) =>
  hosts.flatMap((host): readonly Finding[] => {
    if (host.standing.kind !== 'unknown') return [];
    const { reason } = host.standing;
    const connected = inventory.hosts[host.name]?.connected ?? false;
    return [connected ? engineUnreachable(host, reason) : withoutAgent(host, reason)];
  });

function withoutAgent(host: Host, reason: string): Finding {
  return blocker('host-without-agent', `${host.name} cannot be commanded: ${reason}`, {
    ...about(host, 'name'),
    remedy: [
      `Start the agent on ${host.name}, with this name, and look at its log.`,
      'Or take the host out of the spec.',
    ],
  });
}

function engineUnreachable(host: Host, reason: string): Finding {
  return blocker('engine-unreachable', `the Engine of ${host.name} cannot be asked: ${reason}`, {
    ...about(host, 'name'),
    remedy: [`On ${host.name}: systemctl status docker.`],
  });
}

/** The Engine refuses swarm mode with it: "--live-restore daemon configuration is incompatible with swarm mode". */
export const liveRestore: Check = ({ hosts }) =>
  hosts
    .filter((host) => dockerOf(host)?.engine.liveRestore === true)
    .map((host) =>
      blocker('live-restore', `${host.name} has live-restore on, which excludes swarm mode`, {
        ...about(host),
        remedy: [
          `On ${host.name}: remove "live-restore" from /etc/docker/daemon.json, then systemctl reload docker.`,
        ],
      }),
    );

/** Two agents on one Engine, or machines cloned together with Docker's state: a swarm would take them for one. */
export const engineIdsUnique: Check = ({ hosts }) =>
  shared(hosts, (host) => dockerOf(host)?.engine.id).map(([id, names]) =>
    blocker('engine-id-duplicate', `${listed(names)} have the same Engine, ${id}`, {
      hosts: names,
      remedy: [
        'If they are one machine, start one agent on it only.',
        'If they were cloned, stop docker, remove /var/lib/docker/engine-id (or /etc/docker/key.json), start it again.',
      ],
    }),
  );

export const machineIdsUnique: Check = ({ hosts }) =>
  shared(hosts, (host) => host.facts?.machine.machineId)
    // Hosts that also boot together are namespaces of one machine, not clones of one image.
    .filter(([, names]) => bootIds(hosts, names).size > 1)
    .map(([id, names]) =>
      warning('machine-id-duplicate', `${listed(names)} have the same machine id, ${id}`, {
        hosts: names,
        remedy: ['On all but one: rm /etc/machine-id; systemd-machine-id-setup; reboot.'],
      }),
    );

export const hostnamesUnique: Check = ({ hosts }) =>
  shared(hosts, hostnameOf).map(([hostname, names]) =>
    warning('hostname-duplicate', `${listed(names)} all call themselves ${hostname}`, {
      hosts: names,
      remedy: ['Give each a hostname of its own, else the list of nodes cannot tell them apart.'],
    }),
  );

/** What its Engine said, if it could be asked. */
export const dockerOf = ({ facts }: Host): DockerFacts | undefined =>
  facts?.docker.kind === 'known' ? facts.docker : undefined;

function bootIds(hosts: readonly Host[], names: readonly string[]): ReadonlySet<string> {
  const same = hosts.filter(({ name }) => names.includes(name));
  return new Set(same.map(({ facts }) => facts?.machine.bootId ?? ''));
}

/** Values that several hosts have, with the names of these hosts. Empty values are none. */
export function shared(
  hosts: readonly Host[],
  valueOf: (host: Host) => string | undefined,
): readonly (readonly [string, readonly string[]])[] {
  const groups = Map.groupBy(hosts, (host) => valueOf(host) ?? '');
  return [...groups]
    .filter(([value, group]) => value !== '' && group.length > 1)
    .map(([value, group]) => [value, group.map(({ name }) => name)]);
}
