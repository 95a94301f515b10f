import type { ProbePort, StoppedBy, TracedPeer } from '@muster/probe';
import { espPort } from '../table/watched.js';
import { eventsIn, type PacketSeen, type TraceEvent } from './events.js';

/** Where a traced packet met its end. */
export type Stop = ProbePort &
  Pick<StoppedBy, 'side' | 'peer' | 'family' | 'table' | 'chain'> & {
    /** nft handle; absent when the chain's policy dropped it. */
    readonly handle?: number;
    /** As nft wrote it when the trace began. */
    readonly text?: string;
    /** Chains of the same table that it came through. */
    readonly through: readonly string[];
  };

/** What the traces are about. */
export type Traced = {
  /** The witness's own table, which drops what passed. */
  readonly table: string;
  readonly nonce: string;
  readonly index: number;
  readonly peers: readonly TracedPeer[];
};

type Journey = { edge: Edge | undefined; readonly through: { table: string; chain: string }[] };
type Edge = ProbePort & Pick<StoppedBy, 'side' | 'peer'>;

/** The ends of all packets of this check in the text of `nft -a monitor trace`. Each edge once. */
export function stopsIn(text: string, traced: Traced): readonly Stop[] {
  const journeys = new Map<string, Journey>();
  const stops = new Map<string, Stop>();
  for (const event of eventsIn(text)) {
    const stop = follow(event, journeys, traced);
    if (stop === undefined || stop.table === traced.table) continue;
    stops.set(`${stop.side} ${stop.protocol} ${stop.port} ${stop.peer}`, stop);
  }
  return [...stops.values()];
}

function follow(
  event: TraceEvent,
  journeys: Map<string, Journey>,
  traced: Traced,
): Stop | undefined {
  const journey = journeys.get(event.id) ?? { edge: undefined, through: [] };
  journeys.set(event.id, journey);
  if (event.kind === 'packet') {
    const edge = edgeOf(event, traced);
    // Ids come again: another packet begins another journey.
    if (!sameEdge(edge, journey.edge)) journey.through.length = 0;
    journey.edge = edge;
  }
  const { family, table, chain } = event;
  journey.through.push({ table: `${family} ${table}`, chain });
  // A chain in which no rule matches is only told of where it was jumped to.
  const called =
    event.kind === 'rule' ? /^(?:jump|goto) (\S+)$/.exec(event.verdict)?.[1] : undefined;
  if (called !== undefined) journey.through.push({ table: `${family} ${table}`, chain: called });
  if (event.kind === 'packet' || event.verdict !== 'drop' || journey.edge === undefined) {
    return undefined;
  }
  const through = journey.through
    .filter((it) => it.table === `${family} ${table}`)
    .map((it) => it.chain);
  return {
    ...journey.edge,
    ...{ family, table, chain, through: [...new Set(through)] },
    ...(event.kind === 'rule' && event.handle !== undefined ? { handle: event.handle } : {}),
    ...(event.kind === 'rule' && event.text !== undefined ? { text: event.text } : {}),
  };
}

const sameEdge = (a: Edge | undefined, b: Edge | undefined): boolean =>
  a?.side === b?.side && a?.protocol === b?.protocol && a?.port === b?.port && a?.peer === b?.peer;

function edgeOf(packet: PacketSeen, { nonce, index, peers }: Traced): Edge | undefined {
  const { payload, dport = 0 } = packet;
  if (payload?.startsWith(nonce) === true) {
    const source = Number.parseInt(payload.slice(16, 20), 16);
    const destination = Number.parseInt(payload.slice(20), 16);
    const isEsp = packet.protocol === 'esp' || dport === espPort;
    const port: ProbePort = isEsp ? { protocol: 'esp', port: 0 } : { protocol: 'udp', port: dport };
    return destination === index
      ? { ...port, side: 'destination', peer: source }
      : { ...port, side: 'source', peer: destination };
  }
  if (packet.protocol !== 'tcp') return undefined;
  const port: ProbePort = { protocol: 'tcp', port: dport };
  const from = peers.find(({ address }) => address === packet.saddr);
  if (from !== undefined) return { ...port, side: 'destination', peer: from.peer };
  const to = peers.find(({ address }) => address === packet.daddr);
  return to && { ...port, side: 'source', peer: to.peer };
}
