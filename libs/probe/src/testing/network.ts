import type { Mesh } from '../mesh/mesh.js';
import type {
  CheckHost,
  Collected,
  HostEvidence,
  Point,
  PortHolder,
  ProbePort,
  Refusal,
  Round,
  RoundEvidence,
  SendOrder,
  Sent,
  SentSize,
  SizeTally,
  StoppedBy,
  SynTally,
  Tally,
  TcpOutcome,
} from '../model.js';
import { departs } from '../points.js';
import { addressFor, portKey } from '../ports.js';

/** One packet's way, by names and port key: `a b udp/4789`. */
export type Way = { readonly source: string; readonly destination: string; readonly port: string };

/** What is wrong with a simulated network. Everything else is well. */
export type Faults = {
  /** Where all packets of a way end. `reply`: where answers to SYNs end instead. */
  readonly stop?: (way: Way) => 'source' | 'network' | 'destination' | 'reply' | undefined;
  /** How many of five packets, or of one attempt, pass. */
  readonly passing?: (way: Way) => number | undefined;
  /** Said about what is stopped. */
  readonly refusal?: (way: Way) => Pick<Refusal, 'from' | 'how'> | undefined;
  readonly stoppedBy?: (
    way: Way,
  ) => Omit<StoppedBy, 'protocol' | 'port' | 'side' | 'peer'> | undefined;
  readonly holder?: (host: string, port: string) => PortHolder | undefined;
  readonly outcome?: (way: Way) => TcpOutcome | undefined;
  /** Under which address a source appears at a destination. */
  readonly appearsAs?: (source: string, destination: string) => string | undefined;
  readonly pathMtu?: (source: string, destination: string) => number | undefined;
  /** Whether routers say that packets are too big. Default: no. */
  readonly tellsTooBig?: boolean;
  /** Hosts without witness, with the reason. */
  readonly blind?: Readonly<Record<string, string>>;
  /** Hosts that cannot be asked, with the reason. */
  readonly absent?: Readonly<Record<string, string>>;
};

const packetsEach = 5;

type Books = {
  readonly tallies: Tally[];
  readonly syns: SynTally[];
  readonly sizes: SizeTally[];
  readonly refusals: Refusal[];
  readonly stoppedBy: StoppedBy[];
  readonly probes: Sent[];
  readonly sent: SentSize[];
};

/** What the agents of these hosts would answer to one round. */
export function simulate(mesh: Mesh, round: Round, faults: Faults = {}): RoundEvidence {
  const books = new Map(mesh.hosts.map(({ name }) => [name, emptyBooks()]));
  const byIndex = new Map(mesh.hosts.map((host) => [host.index, host]));
  for (const source of mesh.hosts) {
    if (faults.absent?.[source.name] !== undefined) continue;
    for (const target of round.send[source.name]?.targets ?? []) {
      const destination = byIndex.get(target.peer);
      if (destination !== undefined) probe({ source, destination, books, faults }, target);
    }
  }
  const names = Object.keys(round.open);
  return Object.fromEntries(
    names.map((name) => [name, evidenceOf(name, round, faults, books.get(name) ?? emptyBooks())]),
  );
}

/** A round in which witnesses count what leaves as well. */
export const countingAll = (round: Round): Round => ({
  ...round,
  open: Object.fromEntries(
    Object.entries(round.open).map(([name, order]) => [name, { ...order, arrivalsOnly: false }]),
  ),
});

type Scene = {
  readonly source: CheckHost;
  readonly destination: CheckHost;
  readonly books: ReadonlyMap<string, Books>;
  readonly faults: Faults;
};

function probe(scene: Scene, target: SendOrder['targets'][number]): void {
  for (const port of target.ports) {
    if (port.protocol === 'tcp') probeTcp(scene, port);
    else probeDatagram(scene, port);
  }
  const path = scene.faults.pathMtu?.(scene.source.name, scene.destination.name) ?? Infinity;
  const { near, far } = booksOf(scene);
  const port = target.ports.find((it) => it.protocol === 'udp' && it.port !== 7946);
  const end = port && scene.faults.stop?.(wayOf(scene, port));
  const isStopped = end === 'source' || end === 'network';
  for (const size of target.sizes) {
    near.sent.push({ peer: scene.destination.index, size, packets: 1 });
    if (size <= path && !isStopped) far.sizes.push({ peer: scene.source.index, size, packets: 1 });
  }
  const isTold = scene.faults.tellsTooBig === true && target.sizes.some((size) => size > path);
  const from = '10.9.9.9';
  const address = scene.destination.dataAddress;
  if (isTold && port) near.refusals.push({ ...port, address, from, how: 'icmp-frag-needed' });
}

function probeDatagram(scene: Scene, port: ProbePort): void {
  const { source, destination, faults } = scene;
  const way = wayOf(scene, port);
  const end = faults.stop?.(way);
  const { near, far } = booksOf(scene);
  const passed = end === undefined ? (faults.passing?.(way) ?? packetsEach) : 0;
  // Agents make ESP in their witness.
  if (port.protocol === 'esp' && faults.blind?.[source.name] !== undefined) {
    near.probes.push({ ...port, peer: destination.index, packets: 0, errno: 'EPROTONOSUPPORT' });
    return;
  }
  near.probes.push({ ...port, peer: destination.index, packets: packetsEach });
  near.tallies.push({ ...port, point: 'sent', peer: destination.index, packets: packetsEach });
  if (end !== 'source')
    near.tallies.push({ ...port, point: 'left', peer: destination.index, packets: packetsEach });
  const arrived = end === 'destination' ? packetsEach : passed;
  const from = [faults.appearsAs?.(source.name, destination.name) ?? source.dataAddress];
  if (arrived > 0)
    far.tallies.push({ ...port, point: 'arrived', peer: source.index, packets: arrived, from });
  if (passed > 0)
    far.tallies.push({ ...port, point: 'passed', peer: source.index, packets: passed });
  if (end !== undefined) tell(scene, port, end);
}

function probeTcp(scene: Scene, port: ProbePort): void {
  const { source, destination, faults } = scene;
  const way = wayOf(scene, port);
  const lost = faults.passing?.(way) === 0;
  const end = faults.stop?.(way) ?? (lost ? 'network' : undefined);
  const { near, far } = booksOf(scene);
  const isAbsent = faults.absent?.[destination.name] !== undefined;
  const right = { kind: 'agent', index: destination.index } as const;
  const well: TcpOutcome = { kind: 'connected', rttMs: 0.5, peer: right };
  const ill: TcpOutcome = { kind: isAbsent ? 'refused' : 'silent' };
  const tcp = faults.outcome?.(way) ?? (end === undefined && !isAbsent ? well : ill);
  near.probes.push({ ...port, peer: destination.index, packets: 0, tcp });
  const syn = { port: port.port, packets: 1 };
  near.syns.push({ ...syn, point: 'sent', address: destination.address });
  if (end !== 'source') near.syns.push({ ...syn, point: 'left', address: destination.address });
  const address = faults.appearsAs?.(source.name, destination.name) ?? source.address;
  if (end !== 'source' && end !== 'network') far.syns.push({ ...syn, point: 'arrived', address });
  if (end === undefined || end === 'reply') far.syns.push({ ...syn, point: 'passed', address });
  if (end !== undefined) tell(scene, port, end);
}

function tell(scene: Scene, port: ProbePort, end: string): void {
  const { source, destination, faults } = scene;
  const way = wayOf(scene, port);
  const { near, far } = booksOf(scene);
  const refusal = faults.refusal?.(way);
  const address = addressFor(destination, port);
  if (refusal !== undefined) near.refusals.push({ ...port, ...refusal, address });
  const rule = faults.stoppedBy?.(way);
  if (rule !== undefined && end === 'source')
    near.stoppedBy.push({ ...port, ...rule, side: 'source', peer: destination.index });
  if (rule !== undefined && end === 'destination')
    far.stoppedBy.push({ ...port, ...rule, side: 'destination', peer: source.index });
}

function evidenceOf(name: string, round: Round, faults: Faults, books: Books): HostEvidence {
  const reason = faults.absent?.[name];
  if (reason !== undefined) {
    const absent = { kind: 'unknown', reason } as const;
    return { opened: absent, sent: absent, collected: absent };
  }
  const witnessMissing = faults.blind?.[name];
  const { probes, sent: sizes, ...counted } = books;
  const holders = (round.open[name]?.ports ?? []).map((port) => ({
    ...port,
    holder: faults.holder?.(name, portKey(port)) ?? usualHolder(port),
  }));
  const arrivalsOnly = round.open[name]?.arrivalsOnly ?? false;
  const all: Collected = { ...counted, arrivalsOnly };
  const collected = arrivalsOnly ? arrivalsOf(all) : all;
  return {
    opened: { holders, ...(witnessMissing !== undefined && { witnessMissing }) },
    sent: { probes, sizes },
    collected: witnessMissing === undefined ? collected : nothing,
  };
}

/** Of a witness that saw nothing. */
export const nothing: Collected = {
  ...{ tallies: [], syns: [], sizes: [] },
  ...{ refusals: [], stoppedBy: [], arrivalsOnly: false },
};

const arrivalsOf = (all: Collected): Collected => {
  const arrives = ({ point }: { readonly point: Point }) => !departs(point);
  return { ...all, tallies: all.tallies.filter(arrives), syns: all.syns.filter(arrives) };
};

const usualHolder = ({ protocol }: ProbePort): PortHolder => ({
  kind: protocol === 'tcp' ? 'agent' : 'free',
});

const wayOf = ({ source, destination }: Scene, port: ProbePort): Way => ({
  ...{ source: source.name, destination: destination.name, port: portKey(port) },
});

const emptyBooks = (): Books => ({
  ...{ tallies: [], syns: [], sizes: [], refusals: [], stoppedBy: [], probes: [], sent: [] },
});

const booksOf = ({ source, destination, books }: Scene) => ({
  near: books.get(source.name) ?? emptyBooks(),
  far: books.get(destination.name) ?? emptyBooks(),
});
