import { FleetError } from '@muster/kernel';
import {
  departs,
  type Collected,
  type Opened,
  type OpenOrder,
  type Point,
  type ProbePort,
  type SendOrder,
  type Sent,
  type SentSize,
} from '@muster/probe';

/** Where a packet meets its end. */
export type Obstacle = 'source-firewall' | 'network' | 'destination-firewall';

type Witness = {
  readonly order: OpenOrder;
  readonly tallies: Map<string, { point: Point; peer: number; packets: number } & ProbePort>;
  readonly syns: Map<string, { point: Point; port: number; address: string; packets: number }>;
  readonly sizes: Map<string, { peer: number; size: number; packets: number }>;
};

type Block = Partial<ProbePort> & {
  readonly source?: string;
  readonly destination?: string;
  readonly at: Obstacle;
};

const key = (parts: readonly (string | number)[]): string => parts.join(' ');

/**
 * The witnesses of many hosts and the network between them, as data: answers what agents would answer to the three verbs
 * of a check. Everything passes that was not blocked.
 */
export class FakePorts {
  readonly #blocks: Block[] = [];
  /** By check and host. */
  readonly #witnesses = new Map<string, Witness>();
  /** By check and index. */
  readonly #hosts = new Map<string, string>();
  /** The largest packet that gets through. Bytes. */
  mtu = 1500;

  /** How many witnesses are open now. */
  get openWitnesses(): number {
    return this.#witnesses.size;
  }

  block(block: Block): void {
    this.#blocks.push(block);
  }

  /** Everything passes again. */
  unblock(): void {
    this.#blocks.splice(0);
  }

  open(host: string, args: OpenOrder & { readonly checkId: string }): Opened {
    const { checkId, ...order } = args;
    const witness = { order, tallies: new Map(), syns: new Map(), sizes: new Map() };
    this.#witnesses.set(key([checkId, host]), witness);
    this.#hosts.set(key([checkId, order.index]), host);
    const holder = ({ protocol }: ProbePort) =>
      protocol === 'tcp' ? ({ kind: 'agent' } as const) : ({ kind: 'free' } as const);
    return { holders: order.ports.map((port) => ({ ...port, holder: holder(port) })) };
  }

  send(
    host: string,
    args: SendOrder & { readonly checkId: string; readonly packets: number },
  ): { readonly probes: readonly Sent[]; readonly sizes: readonly SentSize[] } {
    const { checkId, packets, targets } = args;
    const probes = targets.flatMap(({ peer, ports }) =>
      ports.map((port) => this.#probe({ checkId, host, peer, port, packets })),
    );
    const sizes = targets.flatMap(({ peer, sizes: wanted }) =>
      wanted.map((size) => this.#sized(checkId, host, peer, size)),
    );
    return { probes, sizes };
  }

  /** @throws not_found when nothing is open. */
  collect(host: string, checkId: string): Collected {
    const witness = this.#witnesses.get(key([checkId, host]));
    if (witness === undefined) throw new FleetError('not_found', `no witness ${checkId} is open`);
    this.#witnesses.delete(key([checkId, host]));
    const { order, tallies, syns, sizes } = witness;
    const { arrivalsOnly } = order;
    const isCounted = ({ point }: { readonly point: Point }) => !(arrivalsOnly && departs(point));
    return {
      tallies: [...tallies.values()].filter(isCounted),
      syns: [...syns.values()].filter(isCounted),
      sizes: [...sizes.values()],
      ...{ refusals: [], stoppedBy: [], arrivalsOnly },
    };
  }

  /** The host that goes away takes its witnesses along. */
  forget(host: string): void {
    for (const name of this.#witnesses.keys()) {
      if (name.endsWith(` ${host}`)) this.#witnesses.delete(name);
    }
  }

  #probe(probe: Probe): Sent {
    const { checkId, host, peer, port, packets } = probe;
    const [name, there] = this.#witnessOf(checkId, peer);
    const here = this.#witnesses.get(key([checkId, host]));
    const at = name === undefined ? 'network' : this.#obstacle(host, name, port);
    const reached = pointsUntil(at);
    for (const point of reached) {
      const isHere = point === 'sent' || point === 'left';
      const witness = isHere ? here : there;
      const other = isHere ? there : here;
      if (witness === undefined) continue;
      if (port.protocol === 'tcp') countSyn(witness, point, port.port, other?.order.address ?? '');
      else countPackets(witness, point, port, isHere ? peer : (here?.order.index ?? 0), packets);
    }
    if (port.protocol !== 'tcp') return { ...port, peer, packets };
    const isThere = reached.includes('passed');
    const answer = { kind: 'agent', index: peer } as const;
    const tcp = isThere
      ? ({ kind: 'connected', rttMs: 0.5, peer: answer } as const)
      : ({ kind: 'silent' } as const);
    return { ...port, peer, packets: 0, tcp };
  }

  #sized(checkId: string, host: string, peer: number, size: number): SentSize {
    const [name, there] = this.#witnessOf(checkId, peer);
    const from = this.#witnesses.get(key([checkId, host]))?.order.index ?? 0;
    const dataPath = there?.order.ports.find(
      ({ protocol, port }) => protocol === 'udp' && port !== 7946,
    );
    const at = dataPath && name !== undefined ? this.#obstacle(host, name, dataPath) : 'network';
    // Counted where they arrive, before the destination's own rules.
    if (pointsUntil(at).includes('arrived') && size <= this.mtu) {
      there?.sizes.set(key([from, size]), { peer: from, size, packets: 3 });
    }
    return { peer, size, packets: 3 };
  }

  #witnessOf(checkId: string, index: number): readonly [string | undefined, Witness | undefined] {
    const host = this.#hosts.get(key([checkId, index]));
    return [host, host === undefined ? undefined : this.#witnesses.get(key([checkId, host]))];
  }

  #obstacle(source: string, destination: string, { protocol, port }: ProbePort) {
    return this.#blocks.find(
      (block) =>
        (block.source ?? source) === source &&
        (block.destination ?? destination) === destination &&
        (block.protocol ?? protocol) === protocol &&
        (block.port ?? port) === port,
    )?.at;
  }
}

type Probe = {
  readonly checkId: string;
  readonly host: string;
  readonly peer: number;
  readonly port: ProbePort;
  readonly packets: number;
};

function pointsUntil(at: Obstacle | undefined): readonly Point[] {
  if (at === 'source-firewall') return ['sent'];
  if (at === 'network') return ['sent', 'left'];
  if (at === 'destination-firewall') return ['sent', 'left', 'arrived'];
  return ['sent', 'left', 'arrived', 'passed'];
}

function countPackets(
  { tallies }: Witness,
  point: Point,
  port: ProbePort,
  peer: number,
  packets: number,
): void {
  const name = key([point, port.protocol, port.port, peer]);
  const before = tallies.get(name)?.packets ?? 0;
  tallies.set(name, { point, ...port, peer, packets: before + packets });
}

function countSyn({ syns }: Witness, point: Point, port: number, address: string): void {
  const name = key([point, port, address]);
  syns.set(name, { point, port, address, packets: (syns.get(name)?.packets ?? 0) + 1 });
}
