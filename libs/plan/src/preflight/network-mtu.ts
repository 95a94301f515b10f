import { overlayMtu, overlayOptions, pathMtuOf, type NetworkFact } from '@muster/inventory';
import type { Finding } from '@muster/kernel';
import { definedNetworks, type Wanted } from '../networks/wanted.js';
import type { Situation } from '../situation/situation.js';
import { blocker, listed, warning, type Check } from './finding.js';

const measuring = 'muster check says what it measures and why not: agents need nft, and two hosts.';

/** `mtu: auto` follows what was measured, and is never guessed; a number is compared with it. */
export function pathMtuKnown(situation: Situation, { network, path }: Wanted): readonly Finding[] {
  const { mtu, name, encrypted } = network;
  const { pathMtu } = situation.evidence;
  const lowest = pathMtu?.lowest ?? null;
  const where = path === '' ? '' : `${path}.mtu`;
  if (mtu === 'auto' && lowest === null) {
    const seen = pathMtu === undefined ? 'was never measured' : 'could not be measured';
    const message = `the MTU of network ${name} cannot follow the path MTU: it ${seen} between the hosts of this fleet`;
    const remedy = [measuring, 'Or give a number of bytes: the MTU of the narrowest path.'];
    return [blocker('path-mtu-unknown', message, { path: where, remedy })];
  }
  const unknownPairs = pathMtu?.unknownPairs ?? 0;
  if (mtu === 'auto' && unknownPairs > 0) {
    const message = `the MTU of network ${name} follows the smallest path MTU that was measured, ${String(lowest)}: of ${unknownPairs} pairs of hosts nobody knows`;
    return [warning('path-mtu-partly-unknown', message, { path: where, remedy: [measuring] })];
  }
  if (typeof mtu !== 'number' || lowest === null || mtu <= lowest) return [];
  return [tooHigh(`network ${name} asks for`, mtu, { lowest, encrypted, path: where })];
}

const tooHigh = (
  what: string,
  mtu: number,
  { lowest, encrypted, path }: { lowest: number; encrypted: boolean; path: string },
): Finding =>
  warning(
    'network-mtu-high',
    `${what} an MTU of ${mtu}, and the narrowest path of the fleet takes ${lowest}: larger packets vanish there`,
    {
      path,
      remedy: [
        `Have it made for ${lowest} (mtu: auto does): containers get ${overlayMtu(lowest, encrypted)} then.`,
        'An MTU is fixed when a network is made: muster networks create NAME --mtu auto --replace.',
      ],
    },
  );

/** Networks that there are, ingress and docker_gwbridge too, and that were made for more than a path takes. */
export const networksFitPaths: Check = (situation) => {
  const lowest = situation.evidence.pathMtu?.lowest;
  if (lowest === undefined || lowest === null) return [];
  const overlays = definedNetworks(situation).filter(({ driver }) => driver === 'overlay');
  const high = overlays.filter((network) => pathMtuOf(network) > lowest);
  return [
    ...high.map((network) =>
      tooHigh(`network ${network.name} ${madeFor(network)}`, pathMtuOf(network), {
        lowest,
        encrypted: network.encrypted,
        path: '',
      }),
    ),
    ...gwbridges(situation, lowest),
  ];
};

const madeFor = ({ options }: NetworkFact): string =>
  overlayOptions.mtu in options ? 'was made for' : 'was made without one, which is';

/** What leaves a host by docker_gwbridge goes the same ways as VXLAN where it goes to a host of the fleet. */
function gwbridges({ hosts }: Situation, lowest: number): readonly Finding[] {
  const wide = hosts.flatMap(({ name, facts }) => {
    const bridge = facts?.machine.interfaces.find((it) => it.name === 'docker_gwbridge');
    return bridge?.mtu !== undefined && bridge.mtu > lowest ? [{ name, mtu: bridge.mtu }] : [];
  });
  if (wide.length === 0) return [];
  const names = wide.map(({ name }) => name);
  const most = Math.max(...wide.map(({ mtu }) => mtu));
  const message = `docker_gwbridge of ${listed(names)} has an MTU of up to ${most}, and the narrowest path of the fleet takes ${lowest}: containers send more than gets through`;
  const remedy = [
    `Before the host joins: docker network create --opt com.docker.network.driver.mtu=${lowest} --subnet … docker_gwbridge.`,
  ];
  return [warning('gwbridge-mtu-high', message, { hosts: names, remedy })];
}
