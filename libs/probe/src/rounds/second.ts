import { judgeEdge, type EdgeResult } from '../judge/edge.js';
import { roundIndexes, type RoundIndex } from '../evidence/round-index.js';
import { isUnknown } from '../evidence/view.js';
import { fullSize, ladder } from '../mesh/ladder.js';
import type { Mesh } from '../mesh/mesh.js';
import { askablePairs, type PairEdges } from '../mesh/pairs.js';
import type { CheckHost, Edge, Round, RoundEvidence, TracedPeer } from '../model.js';
import { atOnce, mapSliced, type Slices } from '../slices.js';
import { portKey } from '../ports.js';
import { roundOf, type Ask, type Traces } from './orders.js';

/** So many sizes one host sends and receives in one round: with three bytes for each, 24 KB of a message. */
export const sizesEach = 8192;
/** So many peers one host traces: what is traced is written out packet by packet, and one rule mostly stops them all. */
export const tracesEach = 64;

/**
 * Asks again what looked bad: edges that failed, traced where a firewall of the hosts stopped them or may have, and edges that
 * lost packets; and tries many sizes on pairs where the full one did not arrive. Undefined when nothing is suspicious.
 */
export const secondRound = (mesh: Mesh, first: RoundEvidence): Round | undefined =>
  atOnce(suspecting(mesh, first));

/** As `secondRound`, slice by slice. */
export function* suspecting(mesh: Mesh, first: RoundEvidence): Slices<Round | undefined> {
  const [index] = roundIndexes(mesh, [first]);
  if (index === undefined) return undefined;
  yield;
  const pairs = askablePairs(mesh);
  yield;
  const judged = yield* mapSliced(pairs, (pair) => suspicionOf(pair, index));
  const suspicions = judged.filter(({ again, narrow }) => again.length > 0 || narrow);
  if (suspicions.length === 0) return undefined;
  return roundOf(asksOf(suspicions), tracesOf(suspicions), true);
}

type Suspicion = PairEdges & {
  readonly again: readonly EdgeResult[];
  /** The source has a witness, which has not counted yet what leaves. */
  readonly couldTellMore: boolean;
  /** Small packets arrive, the full size does not. */
  readonly narrow: boolean;
};

function suspicionOf(pair: PairEdges, index: RoundIndex): Suspicion {
  const couldTellMore = index.couldTellMore(pair.source.name);
  const again = pair.edges.flatMap((edge) => {
    const result = judgeEdge(edge, [index]);
    const isAsked = isSuspicious(result) || (couldTellMore && isUnseen(edge, result, index));
    return isAsked ? [result] : [];
  });
  return { ...pair, again, couldTellMore, narrow: isNarrow(pair, index) };
}

const isSuspicious = ({ cause, score }: EdgeResult): boolean =>
  cause.kind === 'stopped' ||
  cause.kind === 'closed' ||
  (cause.kind === 'passed' && score.passed < score.made);

/** Without a witness at the destination, that of the source alone may know where what was sent ends. */
function isUnseen(edge: Edge, { cause }: EdgeResult, index: RoundIndex): boolean {
  if (cause.kind === 'passed' || !index.isBlind(edge.destination)) return false;
  const { sent } = index.view(edge);
  return !isUnknown(sent) && sent.tcp?.kind !== 'connected';
}

/** Where the data path port itself is blocked, sizes say nothing about the path. */
function isNarrow({ source, destination, dataPath }: PairEdges, index: RoundIndex): boolean {
  if (dataPath === undefined) return false;
  const largest = index.largest(source.name, destination.name) ?? 0;
  return largest < fullSize(source, destination) && arrives(dataPath, index);
}

function arrives(edge: Edge, index: RoundIndex): boolean {
  const { far } = index.view(edge);
  return edge.protocol !== 'tcp' && !isUnknown(far) && far.arrived > 0;
}

function asksOf(suspicions: readonly Suspicion[]): readonly Ask[] {
  const narrow = suspicions.filter((it) => it.narrow);
  const sending = Map.groupBy(narrow, ({ source }) => source.name);
  const receiving = Map.groupBy(narrow, ({ destination }) => destination.name);
  const ladders = laddersOnce();
  return suspicions.map((it): Ask => {
    const busiest = Math.max(
      sending.get(it.source.name)?.length ?? 1,
      receiving.get(it.destination.name)?.length ?? 1,
    );
    const again = new Set(it.again.map(({ verdict }) => portKey(verdict)));
    const edges = it.edges.filter(
      (edge) => again.has(portKey(edge)) || (it.narrow && edge === it.dataPath),
    );
    const full = fullSize(it.source, it.destination);
    if (it.narrow) return { ...it, edges, sizes: ladders(full, it.destination, busiest) };
    // Where not even small packets arrived, the full size is tried again beside them.
    const isAgain = it.dataPath !== undefined && edges.includes(it.dataPath);
    return { ...it, edges, sizes: isAgain ? [full] : [] };
  });
}

/** Most pairs of a fleet have the same ladder, and it has hundreds of steps. */
function laddersOnce() {
  const made = new Map<string, readonly number[]>();
  return (full: number, destination: CheckHost, pairs: number): readonly number[] => {
    const key = `${full} ${destination.dataAddress.includes(':')} ${pairs}`;
    const sizes = made.get(key) ?? ladder(full, destination, Math.floor(sizesEach / pairs));
    made.set(key, sizes);
    return sizes;
  };
}

function tracesOf(suspicions: readonly Suspicion[]): Traces {
  const traces = new Map<string, TracedPeer[]>();
  const trace = ({ name }: CheckHost, { index, address }: CheckHost) => {
    const peers = traces.get(name) ?? [];
    traces.set(name, peers);
    if (peers.length < tracesEach && !peers.some(({ peer }) => peer === index))
      peers.push({ peer: index, address });
  };
  for (const { source, destination, again, couldTellMore } of suspicions) {
    for (const { layer } of again.map(({ verdict }) => verdict)) {
      if (layer === 'destination-firewall') trace(destination, source);
      const isOfSource = layer === 'source-firewall' || (layer === 'unknown' && couldTellMore);
      if (isOfSource) trace(source, destination);
    }
  }
  return traces;
}
