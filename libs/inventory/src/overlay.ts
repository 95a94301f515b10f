import { parseCidr } from '@muster/kernel';
import type { CreateOverlay, OverlaySubnet } from './acts.js';
import type { NetworkFact, SubnetFact } from './facts.js';

/** Names of the overlay driver's options that have a word of their own here. */
export const overlayOptions = {
  mtu: 'com.docker.network.driver.mtu',
  vnis: 'com.docker.network.driver.overlay.vxlanid_list',
  encrypted: 'encrypted',
} as const;

const known: ReadonlySet<string> = new Set(Object.values(overlayOptions));

/** MTU of the paths that the driver makes a network for where nobody says one (libnetwork drivers/overlay, maxMTU). */
export const defaultPathMtu = 1500;

/** What a network was asked for with, besides what is chosen by the Engine where it is left out. */
export type WantedOverlay = Omit<CreateOverlay, 'mtu'> & { readonly mtu?: number | undefined };

/** One property that is not as wanted. */
export type OverlayDifference = {
  readonly property: string;
  readonly wanted: string;
  readonly seen: string;
};

/**
 * What makes a network another one than wanted. All of it is fixed when a network is made. Subnets, MTU and VXLAN
 * identifiers count only where they are given; labels do not count.
 */
export function overlayDifferences(
  wanted: WantedOverlay,
  seen: NetworkFact,
): readonly OverlayDifference[] {
  const pairs: readonly (readonly [property: string, wanted: string, seen: string])[] = [
    ['driver', 'overlay', seen.driver],
    ['attachable', String(wanted.attachable), String(seen.attachable)],
    ['internal', String(wanted.internal), String(seen.internal)],
    ['encrypted', String(wanted.encrypted), String(seen.encrypted)],
    ['ingress', String(wanted.ingress), String(seen.ingress)],
    ...subnetPairs(wanted.subnets, seen.subnets),
    ...(wanted.mtu === undefined
      ? []
      : [['mtu', String(wanted.mtu), seen.options[overlayOptions.mtu] ?? 'default'] as const]),
    ...(wanted.vnis.length === 0 ? [] : [vniPair(wanted.vnis, seen.vnis)]),
    ...optionPairs(wanted.options, seen.options),
  ];
  return pairs
    .filter(([, want, is]) => want !== is)
    .map(([property, want, is]) => ({ property, wanted: want, seen: is }));
}

/** Those that are given are there, with what is said of each, and no others; IPv4 is chosen where it is not given. */
function subnetPairs(
  wanted: readonly OverlaySubnet[],
  seen: readonly SubnetFact[],
): readonly (readonly [string, string, string])[] {
  if (wanted.length === 0) return [];
  const isChosen = wanted.every(({ subnet }) => isIpv6(subnet));
  const there = seen.filter(({ subnet }) => isIpv6(subnet) || !isChosen);
  const bySubnet = new Map(there.map((it) => [canonical(it.subnet), it]));
  return [
    ['subnets', list(wanted.map(({ subnet }) => subnet)), list(there.map((it) => it.subnet))],
    ...wanted.flatMap(({ subnet, gateway, ipRange }) => {
      const same = bySubnet.get(canonical(subnet));
      if (same === undefined) return [];
      return [
        ...(gateway === undefined ? [] : [pair('gateway', subnet, gateway, same.gateway)]),
        ...(ipRange === undefined ? [] : [pair('ip range', subnet, ipRange, same.ipRange ?? '')]),
      ];
    }),
  ];
}

const pair = (what: string, subnet: string, wanted: string, seen: string) =>
  [`${what} of ${subnet}`, plain(wanted), plain(seen) || 'none'] as const;

/** The swarm adds identifiers for subnets that were given none. */
const vniPair = (wanted: readonly number[], seen: readonly number[]) =>
  ['vnis', wanted.join(', '), seen.slice(0, wanted.length).join(', ')] as const;

const optionPairs = (
  wanted: CreateOverlay['options'],
  seen: NetworkFact['options'],
): readonly (readonly [string, string, string])[] =>
  Object.entries(wanted)
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => [`option ${key}`, value, seen[key] ?? 'not set'] as const);

const isIpv6 = (subnet: string): boolean => subnet.includes(':');

/** A block or an address in one form of writing. */
const canonical = (text: string): string =>
  parseCidr(text.includes('/') || text === '' ? text : `${text}/${text.includes(':') ? 128 : 32}`)
    ?.text ?? text;

/** An address without the prefix of a host. */
const plain = (text: string): string =>
  text.includes('/') ? canonical(text) : canonical(text).replace(/\/\d+$/, '');

const list = (subnets: readonly string[]): string => subnets.map(canonical).toSorted().join(', ');

/** MTU of the paths that the network was made for, bytes. */
export function pathMtuOf({ options }: Pick<NetworkFact, 'options'>): number {
  const mtu = Number(options[overlayOptions.mtu]);
  return Number.isSafeInteger(mtu) && mtu > 0 ? mtu : defaultPathMtu;
}

/** VXLAN's headers; and ESP's, which the Engine takes for 26 bytes and a multiple of 4 (libnetwork overlay driver, maxMTU). */
const overhead = { vxlan: 50, esp: 26, block: 4 } as const;

/** The MTU that interfaces in an overlay get on an underlay of this MTU. Bytes. */
export function overlayMtu(underlay: number, encrypted: boolean): number {
  const plain = underlay - overhead.vxlan;
  if (!encrypted) return plain;
  const inside = plain - overhead.esp;
  return inside - (inside % overhead.block);
}
