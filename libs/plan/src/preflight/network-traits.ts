import type { Finding } from '@muster/kernel';
import { definedNetworks, type Wanted } from '../networks/wanted.js';
import type { Situation } from '../situation/situation.js';
import { blocker, listed, warning } from './finding.js';

/** What Engines take and do not do, or do not take, of a network that is to be made. */
export const traits = (situation: Situation, wanted: Wanted): readonly Finding[] => [
  ...vnisFree(situation, wanted),
  ...(wanted.seen === undefined ? [...ipv6(wanted), ...auxiliary(wanted)] : []),
];

/** The Engine would answer "created", and never allocate it. */
function vnisFree(situation: Situation, { network, seen, path }: Wanted): readonly Finding[] {
  const others = definedNetworks(situation).filter(({ id }) => id !== seen?.id);
  return others.flatMap((other) => {
    const shared = other.vnis.filter((vni) => network.vnis.includes(vni));
    if (shared.length === 0) return [];
    const message = `network ${other.name} has the VXLAN identifier ${listed(shared.map(String))}, which network ${network.name} asks for`;
    const remedy = ['Give another one, or leave vnis out: the swarm chooses then.'];
    return [blocker('vni-taken', message, { path: path === '' ? '' : `${path}.vnis`, remedy })];
  });
}

/**
 * Seen: Engine 20.10 and 26.1 make it, and nothing can join ("Address already in use"); 28.5 never allocates it ("cannot find
 * address pool"). moby/moby#24379.
 */
function ipv6({ network, path }: Wanted): readonly Finding[] {
  const blocks = network.subnets.filter(({ subnet }) => subnet.includes(':'));
  if (blocks.length === 0) return [];
  const message = `network ${network.name} asks for ${listed(blocks.map(({ subnet }) => subnet))}: swarms do not give IPv6 addresses, and nothing can join such a network`;
  const remedy = [
    'Leave the IPv6 subnet out.',
    'Accepted, it is made where the Engine makes it: try it with a container before you rely on it.',
  ];
  return [blocker('overlay-ipv6', message, { path, remedy })];
}

function auxiliary({ network, path }: Wanted): readonly Finding[] {
  const names = network.subnets.flatMap(({ auxAddresses }) => Object.keys(auxAddresses));
  if (names.length === 0) return [];
  const message = `network ${network.name} keeps addresses free for ${listed(names)}: swarms forget that, and give them to containers`;
  const remedy = ['Give an ipRange that leaves them out: containers get addresses from it only.'];
  return [warning('aux-addresses-ignored', message, { path, remedy })];
}
