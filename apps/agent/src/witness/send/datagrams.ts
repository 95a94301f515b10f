import type { Socket } from 'node:dgram';
import type { ProbePort, Sent, SentSize } from '@muster/probe';
import { sleep, withSignal } from '@muster/runtime';
import { espPort, longestProbe } from '../table/watched.js';
import { addressFor, dataPortIn, headerBytes, type Target } from './order.js';
import { SourcePorts } from './sockets.js';

/** Who sends, to whom, what. */
export type Datagrams = {
  readonly nonce: string;
  readonly index: number;
  /** Of this host. */
  readonly dataAddress: string;
  /** What the witness here watches. */
  readonly watched: readonly ProbePort[];
  readonly targets: readonly Target[];
  readonly packets: number;
  /** Whether the witness is there, which makes ESP of UDP. */
  readonly canSendEsp: boolean;
};

/**
 * So many packets of each size, where few sizes are tried. Of a ladder one each: what is lost of a step, the next one shows.
 */
const ofOneSize = 3;
const fewSizes = 8;

/**
 * So many packets are sent at once, then there is a pause: 30,000 a second at most, which no network card's queue overflows
 * from. Milliseconds.
 */
const burst = 32;
const pauseMs = 1;

/** The errno of ESP where the witness that would make it is missing. */
const noEsp = 'EPROTONOSUPPORT';

type Shot = {
  readonly sockets: readonly Socket[];
  readonly payload: readonly Buffer[];
  readonly port: number;
  readonly address: string;
  readonly count: number;
  /** What became of one of them. */
  readonly landed: (errno: string | undefined) => void;
};

/** Sends UDP, ESP and the packets of a path MTU search. Resolves when the kernel has taken or refused them all. */
export async function sendDatagrams(
  order: Datagrams,
  signal: AbortSignal,
): Promise<{ probes: Sent[]; sizes: SentSize[] }> {
  const sources = new SourcePorts(order.packets);
  try {
    const probes = probeRows(order);
    const sizes = sizeRows(order);
    const shots = await Promise.all([
      ...probes.map((row) => probeShot(row, order, sources)),
      ...sizes.map((row) => sizeShot(row, order, sources)),
    ]);
    await shoot(
      shots.filter((shot) => shot !== undefined),
      signal,
    );
    return {
      probes: probes.map(({ target: _, ...row }) => row),
      sizes: sizes.map(({ target: _, ...row }) => row),
    };
  } finally {
    sources.close();
  }
}

type ProbeRow = ProbePort & { target: Target; peer: number; packets: number; errno?: string };
type SizeRow = { target: Target; peer: number; size: number; packets: number };

/** Port after port, so that the packets to one destination are not sent in one go. */
function probeRows({ targets }: Datagrams): ProbeRow[] {
  return portsIn(targets).flatMap(({ protocol, port }) =>
    targets
      .filter(({ ports }) => ports.some((it) => it.protocol === protocol && it.port === port))
      .map((target) => ({ protocol, port, target, peer: target.peer, packets: 0 })),
  );
}

function portsIn(targets: readonly Target[]): readonly ProbePort[] {
  const ports = targets.flatMap((target) => target.ports).filter((it) => it.protocol !== 'tcp');
  return [...new Map(ports.map((it) => [`${it.protocol} ${it.port}`, it])).values()];
}

/** The first size of all targets, then the second: the packets to one destination are not sent in one go. */
function sizeRows({ targets }: Datagrams): SizeRow[] {
  const rows = targets.flatMap((target) =>
    target.sizes.map((size, place) => ({
      place,
      row: { target, peer: target.peer, size, packets: 0 },
    })),
  );
  return rows.sort((a, b) => a.place - b.place).map(({ row }) => row);
}

async function probeShot(
  row: ProbeRow,
  order: Datagrams,
  sources: SourcePorts,
): Promise<Shot | undefined> {
  if (row.protocol === 'esp' && !order.canSendEsp) {
    row.errno = noEsp;
    return undefined;
  }
  const address = addressFor(row.target, row);
  return {
    address,
    sockets: await sources.towards(address, sourceFor(address, row.target, order)),
    payload: [headerOf(order, row.peer)],
    port: row.protocol === 'esp' ? espPort : row.port,
    count: order.packets,
    landed: (errno) => {
      if (errno === undefined) row.packets += 1;
      else row.errno = errno;
    },
  };
}

/** To the data path port. Node's UDP sockets set DF on whatever fits the first link (Linux: IP_PMTUDISC_WANT). */
async function sizeShot(
  row: SizeRow,
  order: Datagrams,
  sources: SourcePorts,
): Promise<Shot | undefined> {
  const { dataAddress: address, ports } = row.target;
  const header = headerOf(order, row.peer);
  const rest = row.size - headerBytes(address) - header.length;
  if (row.size <= longestProbe) return undefined;
  return {
    address,
    sockets: await sources.towards(address, order.dataAddress),
    payload: [header, padding.subarray(0, rest)],
    port: dataPortIn(ports, order.watched),
    count: Math.min(order.packets, row.target.sizes.length > fewSizes ? 1 : ofOneSize),
    landed: (errno) => {
      if (errno === undefined) row.packets += 1;
    },
  };
}

/** VXLAN is sent from the data path address, everything else from the one that the route says. */
const sourceFor = (address: string, target: Target, { dataAddress }: Datagrams) =>
  address === target.dataAddress ? dataAddress : undefined;

const padding = Buffer.alloc(65_536);

/** 8 bytes nonce, 2 source index, 2 destination index: what the witnesses tell a probe by. */
function headerOf({ nonce, index }: Datagrams, peer: number): Buffer {
  const header = Buffer.alloc(12);
  header.write(nonce, 'hex');
  header.writeUInt16BE(index, 8);
  header.writeUInt16BE(peer, 10);
  return header;
}

async function shoot(shots: readonly Shot[], signal: AbortSignal): Promise<void> {
  const flight = new Flight();
  let sent = 0;
  for (let round = 0, due = shots; due.length > 0; round += 1, due = remaining(due, round)) {
    for (const shot of due) {
      flight.send(shot, round);
      sent += 1;
      if (sent % burst === 0) await sleep(pauseMs, signal);
    }
  }
  await withSignal(flight.over(), signal, 'sending probes');
}

const remaining = (shots: readonly Shot[], round: number): readonly Shot[] =>
  shots.filter(({ count }) => round < count);

/** Packets that the kernel has neither taken nor refused. */
class Flight {
  #count = 0;
  #onOver: () => void = () => undefined;

  send({ sockets, payload, port, address, landed }: Shot, round: number): void {
    this.#count += 1;
    sockets[round]?.send(payload, port, address, (error) => {
      landed(error === null ? undefined : ((error as NodeJS.ErrnoException).code ?? 'EIO'));
      this.#count -= 1;
      if (this.#count === 0) this.#onOver();
    });
  }

  over(): Promise<void> {
    return this.#count === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#onOver = resolve;
        });
  }
}
