import type { Finding } from '@muster/kernel';
import ipaddr from 'ipaddr.js';
import type { Host } from '../../situation/situation.js';
import { blocker, listed, note, warning, who, type Check } from '../finding.js';
import { ownAddresses } from './own.js';

/** Where a host is or will be dialled, and where its VXLAN is sent, as far as that is settled. */
function claimedBy({ spec, standing }: Host): readonly string[] {
  const advertised =
    spec.advertiseAddress ?? (standing.kind === 'member' ? standing.member.address : undefined);
  return [advertised, spec.dataPathAddress].filter((address) => address !== undefined);
}

/**
 * One address on the interfaces of several hosts, as behind the NAT of virtual machines. Where a host claims it, others
 * reach the wrong one; where none does yet, the Engine may choose it.
 */
export const addressesUnique: Check = ({ hosts }) => {
  const held = hosts.flatMap((host) =>
    ownAddresses(host).map(({ address }) => ({ address, name: host.name })),
  );
  const claims = new Set(hosts.flatMap(claimedBy));
  return [...Map.groupBy(held, ({ address }) => address)].flatMap(
    ([address, holders]): readonly Finding[] => {
      const names = [...new Set(holders.map(({ name }) => name))];
      if (names.length < 2) return [];
      const isClaimed = claims.has(address);
      const isOpen = hosts.some(
        (host) => names.includes(host.name) && claimedBy(host).length === 0,
      );
      if (!isClaimed && !isOpen) return [];
      const message = `${listed(names)} all have the address ${address}${isClaimed ? ', by which one of them is to be reached' : ''}`;
      const remedy = isClaimed
        ? ['Give each host an address of its own.']
        : ['Say in the spec by which address each is reached: advertiseAddress.'];
      const details = { hosts: names, remedy };
      return [(isClaimed ? blocker : warning)('address-on-several-hosts', message, details)];
    },
  );
};

/** VXLAN authenticates nobody: who reaches its port can send into any overlay that is not encrypted. */
export const publicAddresses: Check = ({ hosts }) => {
  const names = hosts.filter((host) => claimedBy(host).some(isPublic)).map(({ name }) => name);
  if (names.length === 0) return [];
  const message = `${who(names, 'is', 'are')} in the swarm by a public address: VXLAN has no authentication, and ingress and every network without encryption can be written to by whoever reaches its port`;
  const remedy = [
    'Let the data path port and 7946 in only from the hosts of the fleet, and 2377 only from its nodes.',
    'Or use private addresses (advertiseAddress, dataPathAddress), and encrypted networks.',
  ];
  return [note('address-public', message, { hosts: names, remedy })];
};

const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
