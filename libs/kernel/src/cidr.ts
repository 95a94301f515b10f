import ipaddr from 'ipaddr.js';

/** An address block. `text` is the canonical form, network address first: `10.0.1.0/24`. */
export type Cidr = {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
  readonly text: string;
};

/** The same few blocks are parsed for each of a thousand hosts, whenever something is planned. So many stay parsed. */
const mostParsed = 4_096;
const parsed = new Map<string, Cidr>();

/** Parses `10.0.1.0/24` or `fd00::/64`; undefined when it is no address block. Host bits are cut off. */
export function parseCidr(text: string): Cidr | undefined {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const cidr = parse(text);
  if (parsed.size >= mostParsed) parsed.clear();
  if (cidr !== undefined) parsed.set(text, cidr);
  return cidr;
}

function parse(text: string): Cidr | undefined {
  const [host = '', length = '', ...rest] = text.split('/');
  // ipaddr.js alone also takes short and octal forms, 10.1/16 for 10.0.0.1, which Engines refuse. Its own parseCIDR throws
  // and catches on its way, which is slow where a thousand hosts' addresses are compared.
  if (!isAddress(host) || !/^\d{1,3}$/.test(length) || rest.length > 0) return undefined;
  const address = ipaddr.parse(host);
  const prefix = Number(length);
  const bytes = address.toByteArray();
  const bits = bytes.length * 8;
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const value = toBigInt(bytes);
  const first = value - (value % size);
  const family = bits === 32 ? 4 : 6;
  return {
    family,
    first,
    last: first + size - 1n,
    prefix,
    text: `${render(first, bits)}/${prefix}`,
  };
}

/** True when the host bits of the text are zero: `10.0.1.0/24` yes, `10.0.1.7/24` no. */
export function isNetworkAddress(text: string): boolean {
  const cidr = parseCidr(text);
  if (cidr === undefined) return false;
  const [address] = ipaddr.parseCIDR(text);
  return toBigInt(address.toByteArray()) === cidr.first;
}

export const overlaps = (a: Cidr, b: Cidr): boolean =>
  a.family === b.family && a.first <= b.last && b.first <= a.last;

export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;

/** An IPv4 or IPv6 address without port, prefix or zone. */
export function isAddress(text: string): boolean {
  return (
    ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && ipaddr.IPv6.isValid(text))
  );
}

function toBigInt(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function render(value: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) =>
    Number((value >> BigInt(bits - 8 - index * 8)) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
