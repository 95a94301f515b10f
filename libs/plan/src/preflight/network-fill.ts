import { networksOf, type NetworkFact } from '@muster/inventory';
import { parseCidr } from '@muster/kernel';
import { nearlyFull } from '../addressing/sizing.js';
import { definedNetworks } from '../networks/wanted.js';
import type { Situation } from '../situation/situation.js';
import { warning, type Check } from './finding.js';

/** Of each subnet: its own address, the gateway, and broadcast. */
const reservedEach = 3;

type Use = { readonly used: number; readonly capacity: number };

/**
 * Overlays that have few addresses left: new tasks stay in state `new`, and only the manager's log says why
 * (moby/moby#37338).
 */
export const networksHaveRoom: Check = (situation) =>
  definedNetworks(situation).flatMap((network) => {
    const { used, capacity } = useOf(situation, network);
    if (capacity === 0 || used / capacity <= nearlyFull) return [];
    const percent = Math.floor((100 * used) / capacity);
    const message = `network ${network.name} has at least ${used} of ${capacity} addresses in use (${percent} %)`;
    const remedy = [
      'Each task, each container, each service with a virtual address and each host needs one: remove what is not needed.',
      'Or have it made anew with a larger subnet: expectedEndpoints, or subnets.',
    ];
    return [warning('network-nearly-full', message, { remedy })];
  });

/** As the Engine counts, where it does; else what can be counted, which is less than what is used. */
function useOf(situation: Situation, network: NetworkFact): Use {
  const counted = network.subnets.flatMap(({ use }) => use ?? []);
  if (counted.length > 0 && counted.length === network.subnets.length) {
    const used = counted.reduce((sum, { inUse }) => sum + inUse, 0);
    return { used, capacity: counted.reduce((sum, { available }) => sum + available, used) };
  }
  const capacity = network.subnets.reduce((sum, it) => sum + roomOf(it.ipRange ?? it.subnet), 0);
  return { used: countIn(situation, network), capacity };
}

/** Containers, the load balancer of each host where the network is, and the virtual addresses of services. */
function countIn({ inventory, hosts, ours }: Situation, { id }: NetworkFact): number {
  const here = hosts.flatMap(({ name }) =>
    networksOf(inventory, name).filter((network) => network.id === id),
  );
  const attached = here.flatMap(({ attachments }) => attachments.map((it) => it.containerId));
  const balancers = here.filter(({ peers }) => peers.length > 0).length;
  const virtual = (ours?.facts.services ?? []).flatMap(({ networks }) =>
    networks.filter(({ networkId, virtualIp }) => networkId === id && virtualIp !== ''),
  );
  return new Set(attached).size + balancers + virtual.length;
}

function roomOf(text: string): number {
  const block = parseCidr(text);
  if (block?.family !== 4) return 0;
  return Math.max(0, 2 ** (32 - block.prefix) - reservedEach);
}
