import { departs, type Point, type ProbeProtocol } from '@muster/probe';
import { familiesOf, type Family } from './families.js';
import { asksTcp, protocolsOf, type Watched } from './watched.js';

/** A set, what packets are counted under in it, and how many different ones there may be. */
export type Count = { readonly set: string; readonly key: string; readonly room: number };

/**
 * Room for 256 peers: with 16 ports each, or with 60 sizes. The kernel makes a hash table of that size at once, and walks
 * through all of it for a listing.
 */
export const rooms = { ports: 4_096, sizes: 16_384 };

/** Source and destination index: bytes 8 to 11 of the payload, that is bits 128 to 159 after the transport header's start. */
const edge = '@th,128,32';
export const sourceIndex = '@th,128,16';
export const destinationIndex = '@th,144,16';
export const probeKey = `${edge} . meta l4proto . th dport`;

export const sent: Count = { set: 'sent', key: probeKey, room: rooms.ports };
export const left: Count = { set: 'left', key: probeKey, room: rooms.ports };
export const passed: Count = { set: 'passed', key: probeKey, room: rooms.ports };
/** Packets of a path MTU search: those that left with DF set, and those that arrived in one piece. */
export const leftUnbroken: Count = {
  set: 'left_unbroken',
  key: `${edge} . meta length`,
  room: rooms.sizes,
};
export const arrivedWhole: Count = {
  set: 'arrived_whole',
  key: `${edge} . meta length`,
  room: rooms.sizes,
};

/** With the address that it came from, which tells translation on the way. */
export const arrived = ({ version, saddr }: Family): Count => ({
  set: `arrived${version}`,
  key: `${probeKey} . ${saddr}`,
  room: rooms.ports,
});

/** Under the address at the other end. */
export const syn = (point: Point, family: Family): Count => ({
  set: `syn_${point}${family.version}`,
  key: `${farEnd(point, family)} . tcp dport`,
  room: rooms.ports,
});

export const farEnd = (point: Point, { saddr, daddr }: Family): string =>
  departs(point) ? daddr : saddr;

export const reset = ({ version, saddr }: Family): Count => ({
  set: `rst${version}`,
  key: `${saddr} . tcp sport`,
  room: rooms.ports,
});

/**
 * ICMP type and code, and whom the refused packet was for. A set for each protocol, because nft 1.0.6 aborts when it
 * lists a set with five parts in its key and raw payload among them ("concat_expr_msort_value: Assertion `ilen > 0'").
 */
export const refused = (family: Family, protocol: ProbeProtocol): Count => ({
  set: `icmp${family.version}_${protocol}`,
  key: `${family.saddr} . @th,0,16 . ${family.quoted.daddr} . ${family.quoted.dport}`,
  room: rooms.ports,
});

export const countsOf = (watched: Watched): readonly Count[] => [
  ...arrivals(watched),
  ...(watched.arrivalsOnly ? [] : departures(watched)),
];

/** Probes, and refusals of what this host has sent. */
const arrivals = (watched: Watched): Count[] => [
  ...[passed, arrivedWhole],
  ...familiesOf(watched).flatMap((family) => [
    arrived(family),
    ...protocolsOf(watched).map((protocol) => refused(family, protocol)),
    ...(asksTcp(watched) ? [syn('arrived', family), syn('passed', family), reset(family)] : []),
  ]),
];

const departures = (watched: Watched): Count[] => [
  ...[sent, left, leftUnbroken],
  ...(asksTcp(watched)
    ? familiesOf(watched).flatMap((family) => [syn('sent', family), syn('left', family)])
    : []),
];
