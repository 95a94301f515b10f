import type { Edge, EdgeVerdict, PortHolder, Sent, TcpOutcome, Verdict } from '../model.js';
import { judgeDatagram } from './datagram.js';
import { judged, layerOf, unproven, verdictOf, type Cause, type Judged } from './judged.js';
import { freePort } from './remedy/remedy.js';
import type { RoundIndex } from '../evidence/round-index.js';
import { target } from './sentences.js';
import { judgeTcp } from './tcp.js';
import { isUnknown, type EdgeView } from '../evidence/view.js';

/** An edge as people get it, and what findings are made of. */
export type EdgeResult = {
  readonly verdict: EdgeVerdict;
  readonly cause: Cause;
  /** Who holds the port without being an Engine: `dnsmasq (812)`. Also where probes do not get that far. */
  readonly occupant?: string;
  /** Addresses, none of the source's own, under which it arrived. */
  readonly translated: readonly string[];
  /** Probes that were made and those that came through, as far as both were counted. */
  readonly score: Score;
};

/** Of TCP the attempts count, of the others the packets. */
export type Score = { readonly made: number; readonly passed: number };

/** One edge by all rounds in their order. Total. */
export function judgeEdge(edge: Edge, rounds: readonly RoundIndex[]): EdgeResult {
  const seen = seenIn(edge, rounds);
  const found = overall(seen) ?? neverAsked(edge);
  const score = seen.reduce(sum, { made: 0, passed: 0 });
  const occupant = seen.map(({ view }) => occupantOf(view.holder)).find((it) => it !== undefined);
  return {
    verdict: verdictFor(edge, found, score, seen),
    cause: found.cause,
    score,
    translated: seen.flatMap(({ view: { far } }) => (isUnknown(far) ? [] : far.translated)),
    ...(occupant !== undefined && { occupant }),
  };
}

function seenIn(edge: Edge, rounds: readonly RoundIndex[]): readonly Seen[] {
  const seen: Seen[] = [];
  for (const round of rounds) {
    const view = round.view(edge);
    const it = { view, judged: judgeRound(view), score: scoreOf(view) };
    seen.push(it);
    if (isClean(it)) break;
  }
  return seen;
}

type Seen = { readonly view: EdgeView; readonly judged: Judged; readonly score: Score };

const sum = (a: Score, { score: b }: Seen): Score => ({
  made: a.made + b.made,
  passed: a.passed + b.passed,
});

/** It passed, and nothing was lost: no other round can say more. */
const isClean = ({ judged: { cause }, score }: Seen): boolean =>
  cause.kind === 'passed' && score.made === score.passed;

/** By one round's evidence about it. */
export function judgeRound(view: EdgeView): Judged {
  const path = view.edge.protocol === 'tcp' ? judgeTcp(view) : judgeDatagram(view);
  const occupant = occupantOf(view.holder);
  // Where probes do not even get through, that is said first; who holds the port has its finding all the same.
  if (occupant === undefined || path.cause.kind === 'stopped') return path;
  const reason = `${occupant}, which is no Engine, holds the port on ${target(view)}`;
  return judged({ kind: 'occupied', by: occupant }, reason, freePort(view));
}

const occupantOf = (holder: PortHolder): string | undefined =>
  holder.kind === 'other' ? `${holder.process} (${holder.pid})` : undefined;

function scoreOf({ edge, sent, far }: EdgeView): Score {
  if (isUnknown(sent)) return { made: 0, passed: 0 };
  if (edge.protocol === 'tcp')
    return {
      made: sent.tcp === undefined ? 0 : 1,
      passed: sent.tcp?.kind === 'connected' ? 1 : 0,
    };
  if (isUnknown(far)) return { made: 0, passed: 0 };
  return { made: sent.packets, passed: Math.min(far.passed, sent.packets) };
}

/** A pass in any round proves it; otherwise the last that asked knows most. The first asked for certain. */
function overall(seen: readonly Seen[]): Judged | undefined {
  const last = (verdict: Verdict) => seen.findLast((it) => verdictOf(it.judged.cause) === verdict);
  const lastAsked = seen.findLast(({ view: { sent } }) => !isUnknown(sent));
  return (last('pass') ?? last('fail') ?? lastAsked ?? seen[0])?.judged;
}

const neverAsked = ({ source }: Edge): Judged =>
  unproven(source, 'it was not asked', 'No round was made.');

function verdictFor(
  edge: Edge,
  { cause, reason, remedy }: Judged,
  { made, passed }: Score,
  seen: readonly Seen[],
): EdgeVerdict {
  const { source, destination, address, port, protocol } = edge;
  const verdict = verdictOf(cause);
  const lost = made - passed;
  const counted = verdict !== 'unknown' && made > 0;
  const inAll = verdict === 'pass' && seen.length > 1 && lost > 0;
  return {
    source,
    destination,
    address,
    port,
    protocol,
    verdict,
    layer: layerOf(cause),
    lossPercent: counted ? Math.round((100 * lost) / made) : null,
    rttMs: rttOf(seen),
    reason: inAll ? `${reason}; in all ${lost} of ${made} were lost` : reason,
    remedy,
  };
}

function rttOf(seen: readonly Seen[]): number | null {
  const { view } = seen.findLast(({ view: { sent } }) => isConnected(sent)) ?? {};
  return view !== undefined && isConnected(view.sent) ? view.sent.tcp.rttMs : null;
}

type Connected = Sent & { readonly tcp: Extract<TcpOutcome, { kind: 'connected' }> };
const isConnected = (sent: EdgeView['sent']): sent is Connected =>
  !isUnknown(sent) && sent.tcp?.kind === 'connected';
