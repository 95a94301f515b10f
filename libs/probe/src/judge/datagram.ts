import { judged, unproven, type Judged } from './judged.js';
import {
  neverArrived,
  rejected,
  stoppedByDestination,
  stoppedBySource,
  withoutRoute,
} from './path.js';
import { refusalText } from './refusal.js';
import { howMany } from './sentences.js';
import { isUnknown, type EdgeView, type FarCount } from '../evidence/view.js';

/** UDP and ESP: nothing but the destination's witness proves that they get through. */
export function judgeDatagram(view: EdgeView): Judged {
  const { far, destination } = view;
  if (isUnknown(far)) {
    const seen = stoppedBySource(view) ?? rejected(view);
    return seen ?? unproven(destination.name, `no witness (${far.reason})`, tried(view));
  }
  if (far.passed > 0) return passed(view, far);
  if (far.arrived > 0) return stoppedByDestination(view, far.arrived);
  return stoppedBySource(view) ?? notSent(view) ?? neverArrived(view);
}

function passed({ edge, sent, destination }: EdgeView, far: FarCount): Judged {
  const { passed: count, translated } = far;
  const of = isUnknown(sent) || sent.packets < count ? '' : `${count} of `;
  const most = of === '' || isUnknown(sent) ? count : sent.packets;
  const under =
    translated.length === 0 ? '' : `, coming from ${translated.join(', ')}: translated on the way`;
  const reason = `${of}${howMany(edge, most)} passed the firewall of ${destination.name}${under}`;
  return judged({ kind: 'passed' }, reason);
}

/** That nothing arrived says something only if something was sent. */
function notSent(view: EdgeView): Judged | undefined {
  const { near, sent, source } = view;
  if (!isUnknown(near) && near.left > 0) return undefined;
  if (!isUnknown(sent) && sent.packets > 0) return undefined;
  if (isUnknown(sent)) return unproven(source.name, `it could not send (${sent.reason})`, nothing);
  if (isUnknown(near) && sent.errno === noEsp)
    return unproven(source.name, `ESP cannot be sent without a witness (${near.reason})`, nothing);
  const errno = sent.errno ?? 'no packet was sent';
  return (
    withoutRoute(view, errno) ?? unproven(source.name, `it could not send (${errno})`, nothing)
  );
}

/** What an agent without a witness says of ESP. */
const noEsp = 'EPROTONOSUPPORT';
const nothing = 'Nothing arrived, which proves nothing.';

function tried(view: EdgeView): string {
  const { sent, near, source, edge } = view;
  if (isUnknown(sent)) return `Nor could ${source.name} send (${sent.reason}).`;
  const untold = isUnknown(near) ? 'nobody saw whether they were refused' : 'nobody refused them';
  const told = refusalText(view).replace('; ', '') || untold;
  return `${source.name} sent ${howMany(edge, sent.packets)} and ${told}, which proves nothing.`;
}
