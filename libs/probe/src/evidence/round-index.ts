import type { Unknown } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { Mesh } from '../mesh/mesh.js';
import type {
  CheckHost,
  Edge,
  HostEvidence,
  PortHolder,
  Refusal,
  RoundEvidence,
  Sent,
  StoppedBy,
} from '../model.js';
import { ByPort } from '../evidence/by-port.js';
import { claimsAt, ownersOf, type Claims } from '../evidence/claims.js';
import { countsOf, isUnknown, unknown, type EdgeView } from '../evidence/view.js';
import { largestByPeer, witnessIndex, type WitnessIndex } from '../evidence/witness-index.js';

/** One round's evidence, found by edge: everything is looked up, nothing searched, since meshes have 100,000 edges. */
export type RoundIndex = {
  view(edge: Edge): EdgeView;
  /** Bytes of the largest DF packet that arrived whole; undefined when none did or nobody could count. */
  largest(source: string, destination: string): number | undefined;
  /** Bytes of the largest DF packet that the source's kernel took; undefined when none, or nobody knows. */
  largestSent(source: string, destination: string): number | undefined;
  /** Whether the source was told that packets on this edge are too big; unknown where nobody could see. */
  wasToldTooBig(edge: Edge): boolean | Unknown;
  /** Whether the source has a witness that was not to count what leaves. */
  couldTellMore(source: string): boolean;
  /** Whether its agent answers, and there is no witness. */
  isBlind(host: string): boolean;
};

/** The rounds of one check. Who is behind which address is known from all of them together. */
export function roundIndexes(mesh: Mesh, rounds: readonly RoundEvidence[]): readonly RoundIndex[] {
  const owners = ownersOf(mesh.hosts);
  const claims = new Map(
    mesh.hosts.map(({ name }) => {
      const counts = rounds.map((round) => countsOf(round[name]));
      const tallies = counts.flatMap((it) => (isUnknown(it) ? [] : it.tallies));
      return [name, claimsAt(tallies, owners)];
    }),
  );
  return rounds.map((round) => {
    const indexOf = (host: CheckHost) =>
      hostIndex(host, round[host.name], claims.get(host.name) ?? claimsAt([], owners));
    return roundIndex(mesh, new Map(mesh.hosts.map((host) => [host.name, indexOf(host)])));
  });
}

function roundIndex(mesh: Mesh, hosts: ReadonlyMap<string, HostIndex>): RoundIndex {
  const get = (name: string): HostIndex => {
    const found = hosts.get(name);
    if (found === undefined) throw new FleetError('internal', `${name} is no host of this mesh`);
    return found;
  };
  const names = new Map(mesh.hosts.map(({ index, name }) => [index, name]));
  const nameOf = (index: number) => names.get(index) ?? `a host outside of this check (${index})`;
  return {
    view: (edge) => new IndexedView(edge, get(edge.source), get(edge.destination), nameOf),
    largest: (source, destination) => {
      const { witness } = get(destination);
      return isUnknown(witness) ? undefined : witness.largest(get(source).host.index);
    },
    largestSent: (source, destination) => get(source).largestSent.get(get(destination).host.index),
    wasToldTooBig: (edge) => {
      const { witness } = get(edge.source);
      return isUnknown(witness) ? witness : witness.refusals(edge, edge.address).some(isTooBig);
    },
    couldTellMore: (source) => {
      const { witness } = get(source);
      return !isUnknown(witness) && witness.arrivalsOnly;
    },
    isBlind: (host) => get(host).isBlind,
  };
}

/** ICMP "fragmentation needed" (type 3, code 4), which refuses the size and not the port; ICMPv6 "packet too big". */
const isTooBig = ({ how }: Refusal): boolean => /frag|too-big/.test(how);

type HostIndex = {
  readonly host: CheckHost;
  readonly witness: WitnessIndex | Unknown;
  sent(port: Edge, peer: number): Sent | Unknown;
  holder(port: Edge): PortHolder;
  /** By peer. */
  readonly largestSent: ReadonlyMap<number, number>;
  readonly isBlind: boolean;
};

function hostIndex(
  host: CheckHost,
  evidence: HostEvidence = unasked(host),
  claims: Claims,
): HostIndex {
  const { opened, sent } = evidence;
  const counts = countsOf(evidence);
  const countsDepartures = !isUnknown(counts) && !counts.arrivalsOnly;
  const probes = new ByPort<number, Sent>();
  if (!isUnknown(sent)) for (const it of sent.probes) probes.set(it.peer, it, it);
  const holders = new ByPort<'here', PortHolder>();
  if (!isUnknown(opened)) for (const it of opened.holders) holders.set('here', it, it.holder);
  const unsent = isUnknown(sent) ? sent : untried;
  const unheld = isUnknown(opened) ? opened : untold;
  return {
    host,
    witness: isUnknown(counts) ? counts : witnessIndex(counts, claims),
    sent: (port, peer) => probes.get(peer, port) ?? unsent,
    holder: (port) => {
      const holder = holders.get('here', port) ?? unheld;
      // The agent's listener lives no longer than its witness: what became of it nobody knows.
      return holder.kind === 'agent' && isUnknown(counts) ? counts : holder;
    },
    // What the kernel took it may have sent in fragments: only a witness that counts what leaves sees that.
    largestSent: largestByPeer(isUnknown(sent) || !countsDepartures ? [] : sent.sizes),
    isBlind: !isUnknown(opened) && opened.witnessMissing !== undefined,
  };
}

const untried = unknown('it did not try');
const untold = unknown('the agent does not tell');

function unasked({ address }: CheckHost): HostEvidence {
  const why = unknown(address === '' ? 'its address is not known' : 'it was not asked');
  return { opened: why, sent: why, collected: why };
}

/** Only what every edge is asked for is looked up at once: most edges pass. */
class IndexedView implements EdgeView {
  readonly source: CheckHost;
  readonly destination: CheckHost;
  readonly sent: Sent | Unknown;
  readonly far: EdgeView['far'];
  readonly holder: PortHolder;

  constructor(
    readonly edge: Edge,
    private readonly from: HostIndex,
    private readonly to: HostIndex,
    readonly nameOf: EdgeView['nameOf'],
  ) {
    this.source = from.host;
    this.destination = to.host;
    this.sent = from.sent(edge, to.host.index);
    this.far = isUnknown(to.witness) ? to.witness : to.witness.far(from.host, edge);
    this.holder = to.holder(edge);
  }

  get near(): EdgeView['near'] {
    const { witness } = this.from;
    return isUnknown(witness)
      ? witness
      : witness.near(this.destination, this.edge, this.edge.address);
  }

  get refusals(): EdgeView['refusals'] {
    const { witness } = this.from;
    if (isUnknown(witness)) return [];
    return witness.refusals(this.edge, this.edge.address).filter((it) => !isTooBig(it));
  }

  get stoppedAtSource(): StoppedBy | undefined {
    const { witness } = this.from;
    const peer = this.destination.index;
    return isUnknown(witness) ? undefined : witness.stopped('source', this.edge, peer);
  }

  get stoppedAtDestination(): StoppedBy | undefined {
    const { witness } = this.to;
    const peer = this.source.index;
    return isUnknown(witness) ? undefined : witness.stopped('destination', this.edge, peer);
  }
}
