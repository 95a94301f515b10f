import {
  departs,
  type Point,
  type ProbePort,
  type ProbeProtocol,
  type Refusal,
  type SizeTally,
  type SynTally,
  type Tally,
} from '@muster/probe';
import ipaddr from 'ipaddr.js';
import { arrivedWhole, leftUnbroken } from './counts.js';
import { nameOfIcmp } from './icmp.js';
import type { NftObjects } from './nft-process.js';
import { espPort, type Watched } from './watched.js';

/** What of the table concerns this host: its index, and where its listeners are. */
export type Own = Pick<Watched, 'listeners'> & { readonly index: number };

export type Counted = {
  readonly tallies: readonly Tally[];
  readonly syns: readonly SynTally[];
  readonly sizes: readonly SizeTally[];
  readonly refusals: readonly Refusal[];
};

/** Reads the sets of the witness's table, as `nft -j list set` tells them. */
export function countedIn(objects: NftObjects, own: Own): Counted {
  const sets = new Map(objects.flatMap(({ set }) => elementsOf(set)));
  return {
    tallies: points.flatMap((point) => talliesAt(point, sets, own)),
    syns: points.flatMap((point) => synsAt(point, sets, own)),
    sizes: sizesIn(objects, 'arrived', own.index),
    refusals: [...icmpIn(sets), ...resetsIn(sets)],
  };
}

/** How many packets arrived here, of UDP and ESP. */
export const arrivedIn = ({ tallies, sizes }: Counted): number =>
  [...tallies.filter(({ point }) => point === 'arrived'), ...sizes].reduce(
    (sum, { packets }) => sum + packets,
    0,
  );

const points: readonly Point[] = ['sent', 'left', 'arrived', 'passed'];

/** One element of a set: the parts of its key, and how many packets it counted. */
type Element = { readonly key: readonly (string | number)[]; readonly packets: number };
type Sets = ReadonlyMap<string, readonly Element[]>;

type WireSet = { readonly name: string; readonly elem?: readonly WireElement[] };
type WireElement = {
  readonly elem: {
    readonly val: { readonly concat: readonly (string | number)[] };
    readonly counter: { readonly packets: number };
  };
};

function elementsOf(set: unknown): [string, Element[]][] {
  // As libnftables-json(5) describes it. Besides sets there is metainfo.
  if (set === undefined) return [];
  const { name, elem = [] } = set as WireSet;
  const elements = elem.map(({ elem: { val, counter } }) => ({
    key: val.concat,
    packets: counter.packets,
  }));
  return [[name, elements]];
}

/** IPv4 and IPv6 are in sets of their own. */
const bothOf = (sets: Sets, name: string): readonly Element[] =>
  ['', '4', '6'].flatMap((version) => sets.get(name + version) ?? []);

function talliesAt(point: Point, sets: Sets, { index }: Own): Tally[] {
  const tallies = new Map<string, Tally & { packets: number; from?: string[] }>();
  for (const { key, packets } of bothOf(sets, point)) {
    const [edge, protocol, port, from] = key;
    const peer = peerOf(Number(edge), point, index);
    if (peer === undefined) continue;
    const probed = portOf(protocol, Number(port));
    const id = `${probed.protocol} ${probed.port} ${peer}`;
    const tally = tallies.get(id) ?? { point, ...probed, peer, packets: 0 };
    tally.packets += packets;
    if (typeof from === 'string') tally.from = [...(tally.from ?? []), from];
    tallies.set(id, tally);
  }
  return [...tallies.values()].sort(byPort);
}

/** Rows of one port beside each other are short on the wire. Comparing by a language's rules would load them, 3 MB. */
const byPort = (a: ProbePort, b: ProbePort): number =>
  Number(a.protocol > b.protocol) - Number(a.protocol < b.protocol) || a.port - b.port;

/** Undefined for probes between others that this host forwards. */
function peerOf(edge: number, point: Point, index: number): number | undefined {
  const source = Math.floor(edge / 0x10000);
  const destination = edge % 0x10000;
  const [own, peer] = departs(point) ? [source, destination] : [destination, source];
  return own === index ? peer : undefined;
}

/** nft writes the number where the system has no /etc/protocols. What is to become ESP is counted as UDP before. */
function portOf(protocol: string | number | undefined, port: number): ProbePort {
  const isEsp = protocol === 'esp' || protocol === 50 || port === espPort;
  return isEsp ? { protocol: 'esp', port: 0 } : { protocol: 'udp', port };
}

function synsAt(point: Point, sets: Sets, { listeners }: Own): SynTally[] {
  const portOfListener = new Map([...listeners].map(([port, listener]) => [listener, port]));
  return bothOf(sets, `syn_${point}`)
    .map(({ key: [address, port], packets }) => ({
      point,
      port: portOfListener.get(Number(port)) ?? Number(port),
      address: String(address),
      packets,
    }))
    .sort((a, b) => a.port - b.port);
}

/** Sizes of one point, the largest of each peer: what is smaller says nothing more. */
export function sizesIn(
  objects: NftObjects,
  point: 'left' | 'arrived',
  index: number,
): SizeTally[] {
  const sets = new Map(objects.flatMap(({ set }) => elementsOf(set)));
  const elements = sets.get(point === 'left' ? leftUnbroken.set : arrivedWhole.set) ?? [];
  return largestOfEach(
    elements.flatMap(({ key: [edge, size], packets }) => {
      const peer = peerOf(Number(edge), point, index);
      return peer === undefined ? [] : [{ peer, size: Number(size), packets }];
    }),
  );
}

/** Sorted by size: rows of one size beside each other are short on the wire. */
export function largestOfEach(rows: readonly SizeTally[]): SizeTally[] {
  const largest = new Map<number, SizeTally>();
  for (const row of rows) {
    if (row.packets > 0 && row.size > (largest.get(row.peer)?.size ?? 0)) {
      largest.set(row.peer, row);
    }
  }
  return [...largest.values()].sort((a, b) => a.size - b.size);
}

function icmpIn(sets: Sets): Refusal[] {
  const protocols: readonly ProbeProtocol[] = ['tcp', 'udp', 'esp'];
  return ([4, 6] as const).flatMap((version) =>
    protocols.flatMap((protocol) =>
      (sets.get(`icmp${version}_${protocol}`) ?? []).map(({ key: [from, start, to, port] }) => ({
        from: String(from),
        how: nameOfIcmp(version, Number(start)),
        address: addressOf(to, version),
        protocol,
        port: protocol === 'esp' ? 0 : Number(port),
      })),
    ),
  );
}

const resetsIn = (sets: Sets): Refusal[] =>
  bothOf(sets, 'rst').map(({ key: [from, port] }) => ({
    from: String(from),
    how: 'tcp-reset',
    address: String(from),
    protocol: 'tcp',
    port: Number(port),
  }));

/** nft tells raw payload as a number, in hexadecimal where it is longer than 64 bits. */
function addressOf(value: string | number | undefined, version: 4 | 6): string {
  const digits = BigInt(value ?? 0).toString(16);
  const bytes = Buffer.from(digits.padStart(version === 4 ? 8 : 32, '0'), 'hex');
  return ipaddr.fromByteArray([...bytes]).toString();
}
