import { SocketAddress } from 'node:net';
import { endianness } from 'node:os';
import type { RouteFact, RouteTable } from '@muster/inventory';
import type { HostFiles } from '../host-files.js';

/** Of each family: about 500 routes, whose reading costs less than a millisecond. A router may have a million. */
const mostBytes = 64 * 1024;

// Flags of a route: include/uapi/linux/route.h and ipv6_route.h.
const isUp = 0x1;
const isReject = 0x200;
const isAnycast = 0x0010_0000;
const isLocal = 0x8000_0000;

/** Reads /proc/net/route and ipv6_route, which a kernel without IPv6 lacks. */
export function routesOf(files: HostFiles): RouteTable {
  const ipv4 = files.head('proc/net/route', mostBytes);
  if (ipv4 === undefined) return { routes: [], complete: false };
  const ipv6 = files.head('proc/net/ipv6_route', mostBytes) ?? { lines: [], isWhole: true };
  return {
    routes: [...ipv4.lines.slice(1).flatMap(ipv4Route), ...ipv6.lines.flatMap(ipv6Route)],
    complete: ipv4.isWhole && ipv6.isWhole,
  };
}

/**
 * `eth0 00000000 010200C0 0003 0 0 0 00000000 …`: interface, destination, gateway, flags, …, mask in the eighth column.
 * No host bits are set in a destination.
 */
function ipv4Route(line: string): readonly RouteFact[] {
  const [name = '', to = '', via = '', flags = '', , , , mask = ''] = line.split('\t');
  if (!has(flags, isUp) || has(flags, isReject)) return [];
  const destination = `${ipv4Address(to)}/${ones(mask)}`;
  const gateway = via === '00000000' ? '' : ipv4Address(via);
  return [{ destination, gateway, interface: name.trim() }];
}

/** `destination length source length gateway metric references uses flags interface`, all but the last hexadecimal. */
function ipv6Route(line: string): readonly RouteFact[] {
  const [to = '', bits = '', , , via = '', , , , flags = '', name = ''] = line.trim().split(/\s+/);
  const isOwn = has(flags, isReject) || has(flags, isAnycast) || has(flags, isLocal);
  if (isOwn || name === 'lo' || !has(flags, isUp) || linkOnly.test(to)) return [];
  const destination = `${ipv6Address(to)}/${Number.parseInt(bits, 16)}`;
  const gateway = /^0*$/.test(via) ? '' : ipv6Address(via);
  return [{ destination, gateway, interface: name }];
}

/** Link-local, fe80::/10, and multicast. */
const linkOnly = /^(fe[89ab]|ff)/;

const has = (flags: string, flag: number): boolean => (Number.parseInt(flags, 16) & flag) !== 0;

/** The kernel prints the address as one number of the machine's own byte order. */
function ipv4Address(hex: string): string {
  const bytes = [...Buffer.from(hex, 'hex')];
  return (endianness() === 'LE' ? bytes.toReversed() : bytes).join('.');
}

function ipv6Address(hex: string): string {
  const address = hex.replaceAll(/(.{4})(?!$)/g, '$1:');
  return new SocketAddress({ address, family: 'ipv6' }).address;
}

function ones(mask: string): number {
  const bits = Number.parseInt(mask, 16).toString(2);
  return bits.split('1').length - 1;
}
