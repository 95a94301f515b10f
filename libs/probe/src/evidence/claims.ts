import { canonical } from '../hosts/addresses.js';
import type { CheckHost, Tally } from '../model.js';

/**
 * Who is behind an address that packets come from. SYNs carry no index, so they count for a host only where its address is
 * its own alone: not one that two hosts have, and not one that hides several behind a translation.
 */
export type Claims = {
  /** The one host, by index, that appears under the address at this witness; undefined when none or several do. */
  ownerOf(address: string): number | undefined;
  /** Whether the host appears under an address that does not tell it from others. */
  isHidden(host: CheckHost): boolean;
  /** Addresses, none of its own, under which the host appears. */
  translationsOf(host: CheckHost): readonly string[];
};

/** By address, the hosts that have it, by index. */
export type Owners = ReadonlyMap<string, ReadonlySet<number>>;

/** Every address of every host. */
export function ownersOf(hosts: readonly CheckHost[]): Owners {
  const owners = new Map<string, Set<number>>();
  for (const host of hosts) {
    for (const address of ownAddresses(host)) add(owners, address, host.index);
  }
  return owners;
}

export const ownAddresses = (host: CheckHost): ReadonlySet<string> =>
  new Set(
    [host.address, host.dataAddress, ...(host.addresses ?? [])]
      .filter((address) => address !== '')
      .map(canonical),
  );

/**
 * As one witness saw them in any round: the index in a probe tells who is behind which address.
 * @param tallies of that witness.
 */
export function claimsAt(tallies: readonly Tally[], owners: Owners): Claims {
  const { guests, aliases } = strangersIn(tallies, owners);
  const claimants = (address: string): readonly number[] => [
    ...(owners.get(address) ?? []),
    ...(guests.get(address) ?? []),
  ];
  const isShared = (address: string): boolean => claimants(address).length > 1;
  return {
    ownerOf: (address) => {
      const [owner, ...others] = claimants(canonical(address));
      return others.length === 0 ? owner : undefined;
    },
    isHidden: ({ index, address }) =>
      isShared(canonical(address)) || (aliases.get(index) ?? []).some(isShared),
    translationsOf: ({ index }) => aliases.get(index) ?? none,
  };
}

const none: readonly string[] = [];

/** Hosts that came from addresses which are not their own: by address, and by host. */
function strangersIn(tallies: readonly Tally[], owners: Owners) {
  const guests = new Map<string, Set<number>>();
  const aliases = new Map<number, string[]>();
  for (const { point, peer, from = none } of tallies) {
    if (point !== 'arrived') continue;
    for (const address of from.map(canonical)) {
      if (owners.get(address)?.has(peer) === true || guests.get(address)?.has(peer) === true)
        continue;
      add(guests, address, peer);
      aliases.set(peer, [...(aliases.get(peer) ?? none), address]);
    }
  }
  return { guests, aliases };
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}
