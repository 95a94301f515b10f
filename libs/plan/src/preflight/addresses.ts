import type { Host } from '../situation/situation.js';
import { shared } from './hosts.js';
import { about, blocker, listed, warning, type Check } from './finding.js';

/** What the spec says counts; a host that the spec gives none keeps the one that it has in the swarm. */
const claimOf = ({ spec, standing }: Host): string | undefined =>
  spec.advertiseAddress ?? (standing.kind === 'member' ? standing.member.address : undefined);

export const advertiseAddressesUnique: Check = ({ hosts }) =>
  shared(hosts, claimOf).map(([address, names]) =>
    blocker('advertise-address-duplicate', `${listed(names)} all advertise ${address}`, {
      hosts: names,
      remedy: ['Give each host an advertiseAddress of its own in the spec.'],
    }),
  );

/** Behind NAT that is right, so it is no blocker; most often it is a mistyped address. */
export const advertiseAddressesLocal: Check = ({ hosts }) =>
  hosts.flatMap((host) => {
    const { advertiseAddress } = host.spec;
    const own = host.facts?.machine.interfaces.flatMap(({ addresses }) => addresses) ?? [];
    const local = own.map((address) => address.replace(/\/.*/, ''));
    if (advertiseAddress === undefined || local.length === 0) return [];
    if (local.includes(advertiseAddress)) return [];
    const message = `${host.name} has no interface with ${advertiseAddress}; it has ${listed(local)}`;
    return [
      warning('advertise-address-not-local', message, {
        ...about(host, 'advertiseAddress'),
        remedy: ['Correct it, unless the host is reached under that address through NAT.'],
      }),
    ];
  });

/** An address is fixed when the node joins; the plan cannot move it. */
export const advertiseAddressesKept: Check = ({ hosts }) =>
  hosts.flatMap((host) => {
    const { advertiseAddress } = host.spec;
    if (host.standing.kind !== 'member' || advertiseAddress === undefined) return [];
    const { address } = host.standing.member;
    if (address === '' || address === advertiseAddress) return [];
    const message = `${host.name} is in the swarm as ${address}, not as ${advertiseAddress}`;
    return [
      warning('advertise-address-immutable', message, {
        ...about(host, 'advertiseAddress'),
        remedy: [
          `Have ${host.name} leave (docker swarm leave) and run muster up, or correct the spec.`,
        ],
      }),
    ];
  });
