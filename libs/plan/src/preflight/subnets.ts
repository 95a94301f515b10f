import { networksOf } from '@muster/inventory';
import { contains, overlaps, parseCidr, type Cidr, type Finding } from '@muster/kernel';
import type { NetworkSpec } from '@muster/spec';
import type { Host, Situation } from '../situation/situation.js';
import { blocker, listed } from './finding.js';

/** A block that is in use on a host, and by what: `network docker_gwbridge`, `interface eth0`. */
type Used = { readonly host: string; readonly block: Cidr; readonly by: string };

/**
 * The network's own subnets meet no other network and no interface of any host: whichever of the two comes later, the
 * other is not reached any more. One finding for each thing that they meet, however many hosts have it.
 */
export function subnetsFree(
  situation: Situation,
  network: NetworkSpec,
  path: string,
): readonly Finding[] {
  if (network.subnets.length === 0) return [];
  const used = situation.hosts.flatMap((host) => usedOn(situation, host, network.name));
  return network.subnets.flatMap((text, nth) => {
    const block = parseCidr(text);
    if (block === undefined) return [];
    const met = used.filter((it) => overlaps(it.block, block));
    const groups = Map.groupBy(met, (it) => `${it.by}, ${it.block.text}`);
    const where = path === '' ? '' : `${path}.subnets[${nth}]`;
    return [...groups].map(([what, uses]) => overlap(network.name, text, what, uses, where));
  });
}

function overlap(
  name: string,
  subnet: string,
  what: string,
  uses: readonly Used[],
  path: string,
): Finding {
  const hosts = [...new Set(uses.map(({ host }) => host))];
  const message = `${subnet} of network ${name} overlaps ${what}, on ${listed(hosts)}`;
  const remedy = ['Choose another block, or leave subnets out: the Engine chooses then.'];
  return blocker('subnet-overlaps', message, { path, hosts, remedy });
}

function usedOn({ inventory }: Situation, { name, facts }: Host, except: string): readonly Used[] {
  const networks = networksOf(inventory, name);
  const byNetworks = networks.flatMap((network) =>
    network.subnets.flatMap(({ subnet }) => use(name, subnet, `network ${network.name}`)),
  );
  const byInterfaces = (facts?.machine.interfaces ?? [])
    .flatMap((it) => it.addresses.flatMap((address) => use(name, address, `interface ${it.name}`)))
    // The bridge of a network has an address in it; the network says it better.
    .filter(({ block }) => !byNetworks.some((network) => contains(network.block, block)));
  return [...byNetworks.filter(({ by }) => by !== `network ${except}`), ...byInterfaces];
}

function use(host: string, text: string, by: string): readonly Used[] {
  const block = parseCidr(text);
  return block === undefined ? [] : [{ host, block, by }];
}
