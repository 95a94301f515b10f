import { isIP } from 'node:net';
import type { Watched } from './watched.js';

/** One IP version: what nft calls its fields. nft cannot mix the two in one set. */
export type Family = {
  readonly version: 4 | 6;
  readonly saddr: string;
  readonly daddr: string;
  /** Not a fragment. */
  readonly whole: string;
  /** Nobody may make fragments of it. */
  readonly unbreakable: string;
  readonly toEsp: string;
  /** An ICMP error that says of a packet of this host that it did not arrive. */
  readonly refusal: string;
  /** Of the packet that an ICMP error quotes, in bits from the start of the ICMP header: the quote begins at 64. */
  readonly quoted: { readonly daddr: string; readonly protocol: string; readonly dport: string };
};

const ipv4: Family = {
  version: 4,
  saddr: 'ip saddr',
  daddr: 'ip daddr',
  // Neither "more fragments" nor an offset.
  whole: 'ip frag-off & 0x3fff == 0',
  unbreakable: 'ip frag-off & 0x4000 != 0',
  // Unlike a write to the raw payload, this corrects the header's checksum.
  toEsp: 'ip protocol set 50',
  refusal: 'icmp type destination-unreachable',
  quoted: { daddr: '@th,192,32', protocol: '@th,136,8', dport: '@th,240,16' },
};

const ipv6: Family = {
  version: 6,
  saddr: 'ip6 saddr',
  daddr: 'ip6 daddr',
  whole: 'meta nfproto ipv6 exthdr frag missing',
  // No router makes fragments of IPv6.
  unbreakable: 'meta nfproto ipv6',
  toEsp: 'ip6 nexthdr set 50',
  refusal: 'icmpv6 type { destination-unreachable, packet-too-big }',
  quoted: { daddr: '@th,256,128', protocol: '@th,112,8', dport: '@th,400,16' },
};

/** Those that the order's addresses are of. */
export function familiesOf({ address, dataAddress }: Watched): readonly Family[] {
  const versions = [address, dataAddress].map((text) => isIP(text));
  return [ipv4, ipv6].filter(({ version }) => versions.includes(version));
}
