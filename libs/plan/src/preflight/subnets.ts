import { overlaps, parseCidr, type Cidr, type Finding } from '@muster/kernel';
import type { NetworkSpec } from '@muster/spec';
import type { Situation } from '../situation/situation.js';
import { blocker, listed, warning } from './finding.js';
import { usedOn, type Used } from './used.js';

/**
 * The network's own subnets meet no other network, interface, route or name server of any host: whichever of the two comes
 * later, the other is not reached any more. One finding for each thing that they meet, however many hosts have it.
 */
export function subnetsFree(
  situation: Situation,
  network: NetworkSpec,
  path: string,
): readonly Finding[] {
  if (network.subnets.length === 0) return [];
  const used = situation.hosts.flatMap((host) => usedOn(host, network.name));
  return network.subnets.flatMap(({ subnet: text }, nth) => {
    const block = parseCidr(text);
    if (block === undefined) return [];
    const met = used.filter((it) => overlaps(it.block, block));
    const groups = Map.groupBy(met, (it) => `${it.by}, ${it.block.text}`);
    const where = path === '' ? '' : `${path}.subnets[${nth}]`;
    return [...groups].map(([what, uses]) =>
      overlap(`${text} of network ${network.name} overlaps ${what}`, block, uses, where),
    );
  });
}

function overlap(what: string, block: Cidr, uses: readonly Used[], path: string): Finding {
  const hosts = [...new Set(uses.map(({ host }) => host))];
  const message = `${what}, on ${listed(hosts)}`;
  const remedy = [
    'Choose another block, or leave subnets out: one that meets nothing is chosen then.',
  ];
  // A wider route may lead to nothing that has these addresses: 10.0.0.0/8 of a VPN.
  const isMaybe = uses.every((it) => it.isRoute && it.block.prefix < block.prefix);
  return (isMaybe ? warning : blocker)('subnet-overlaps', message, { path, hosts, remedy });
}
