import type { TcpOutcome } from '../model.js';
import { isListening } from '../ports.js';
import { judgeAnswer } from './answer.js';
import { judged, stopped, unproven, type Judged } from './judged.js';
import {
  neverArrived,
  rejected,
  stoppedByDestination,
  stoppedBySource,
  withoutRoute,
} from './path.js';
import { refusalText } from './refusal.js';
import { openReturn, openSomewhere, startListening } from './remedy/remedy.js';
import { howMany, target } from './sentences.js';
import { isUnknown, type EdgeView } from '../evidence/view.js';

/** TCP: a handshake with whoever is to answer there; else the witnesses' SYN counters tell where it ends. */
export function judgeTcp(view: EdgeView): Judged {
  const { sent, source } = view;
  const tried = 'Without an attempt nothing is known.';
  if (isUnknown(sent)) return unproven(source.name, `it could not connect (${sent.reason})`, tried);
  const { tcp, errno = 'it did not try' } = sent;
  if (tcp === undefined) return unproven(source.name, `it could not connect (${errno})`, tried);
  return tcp.kind === 'connected' ? judgeAnswer(view, tcp) : judgeFailure(view, tcp);
}

type Failure = Exclude<TcpOutcome, { kind: 'connected' }>;

function judgeFailure(view: EdgeView, tcp: Failure): Judged {
  const { far } = view;
  if (isUnknown(far)) return unseenFailure(view, tcp, far.reason);
  if (far.passed > 0) return tcp.kind === 'refused' ? closed(view) : noAnswer(view, far.passed);
  if (far.arrived > 0) return stoppedByDestination(view, far.arrived);
  const atSource = stoppedBySource(view);
  if (atSource !== undefined || hasLeft(view)) return atSource ?? neverArrived(view);
  return withoutRoute(view, errnoOf(tcp)) ?? neverArrived(view);
}

const hasLeft = ({ near }: EdgeView): boolean => !isUnknown(near) && near.left > 0;
const errnoOf = (tcp: Failure): string => (tcp.kind === 'unreachable' ? tcp.errno : '');

/** Without the destination's witness a failure means something only where somebody is known to listen. */
function unseenFailure(view: EdgeView, tcp: Failure, why: string): Judged {
  const { destination, holder } = view;
  const seen = stoppedBySource(view) ?? rejected(view);
  if (seen !== undefined) return seen;
  if (isListening(holder)) {
    const what = `${target(view)} listens, and ${view.source.name} ${ended(tcp)}`;
    const blind = `; no witness there tells where it ends (${why})`;
    return stopped('unknown', `${what}${refusalText(view)}${blind}`, openSomewhere(view));
  }
  return unproven(destination.name, `no witness (${why})`, `${view.source.name} ${ended(tcp)}.`);
}

function ended(tcp: Failure): string {
  switch (tcp.kind) {
    case 'refused':
      return 'was refused';
    case 'unreachable':
      return `could not reach it (${tcp.errno})`;
    case 'silent':
      return 'got no answer';
  }
}

function closed(view: EdgeView): Judged {
  const { destination, edge } = view;
  const what = `nobody listens on TCP ${edge.port} of ${destination.name}; its firewall lets SYNs through`;
  return judged({ kind: 'closed' }, `${what}${refusalText(view)}`, startListening(view));
}

function noAnswer(view: EdgeView, passed: number): Judged {
  const { source, destination, edge } = view;
  const what = `${howMany(edge, passed)} passed the firewall of ${destination.name}, but no answer came back to ${source.name}`;
  const where = `: stopped by ${destination.name}'s OUTPUT, the network, or ${source.name}'s INPUT`;
  return stopped('unknown', `${what}${where}`, openReturn(view));
}
