import { openDestination, openNetwork, openSomewhere, openSource } from './remedy/remedy.js';
import { stopped, type Judged } from './judged.js';
import { isOfFirewall, refusalText, refuserOf, tellingRefusal } from './refusal.js';
import { howMany, ruleText, target } from './sentences.js';
import { isUnknown, type EdgeView } from '../evidence/view.js';

// Where on its way an edge is stopped: each step only by what was counted on both sides of it.

/** The source's own firewall: probes were there before its rules and not after them. */
export function stoppedBySource(view: EdgeView): Judged | undefined {
  const { near, sent, source, edge } = view;
  const how = `${ruleText(view.stoppedAtSource)}${refusalText(view)}`;
  if (!isUnknown(near) && near.sent > 0 && near.left === 0) {
    const what = `${source.name} sent ${howMany(edge, near.sent)}, and none left its own firewall`;
    return stopped('source-firewall', `${what}${how}`, openSource(view));
  }
  if (edge.protocol === 'tcp' || isUnknown(sent) || sent.packets > 0 || sent.errno !== 'EPERM')
    return undefined;
  const what = `the kernel of ${source.name} refuses to send (EPERM): a rule of its own firewall drops it`;
  return stopped('source-firewall', `${what}${how}`, openSource(view));
}

/** The destination's own firewall: they came to it and not through it. */
export function stoppedByDestination(view: EdgeView, arrived: number): Judged {
  const { destination, edge } = view;
  const what = `${howMany(edge, arrived)} arrived at ${destination.name}, and none passed its firewall`;
  const how = `${ruleText(view.stoppedAtDestination)}${refusalText(view)}`;
  return stopped('destination-firewall', `${what}${how}`, openDestination(view));
}

/** Between the hosts, as far as the source's witness can exclude the source itself. */
export function neverArrived(view: EdgeView): Judged {
  const { near, source, destination, edge } = view;
  const told = refusalText(view);
  if (!isUnknown(near) && near.left > 0) {
    const what = `${howMany(edge, near.left)} left ${source.name}, and none arrived at ${destination.name}`;
    return stopped('network', `${what}${told}`, openNetwork(view));
  }
  const what = `nothing of what ${source.name} sent arrived at ${destination.name}`;
  const refusal = tellingRefusal(view);
  const refuser = refusal && isOfFirewall(refusal) ? refuserOf(view, refusal) : undefined;
  if (refuser === 'source') return stopped('source-firewall', `${what}${told}`, openSource(view));
  if (refuser === 'other') return stopped('network', `${what}${told}`, openNetwork(view));
  const blind = isUnknown(near)
    ? `no witness of ${source.name} tells whether it left (${near.reason})`
    : `the witness of ${source.name} saw nothing leave`;
  return stopped('unknown', `${what}; ${blind}${told}`, openSomewhere(view));
}

/** Errnos of a kernel that knows no way to the address. */
const noRoute: ReadonlySet<string> = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EHOSTDOWN']);

/** @param errno of the source's attempt. */
export function withoutRoute(view: EdgeView, errno: string): Judged | undefined {
  if (!noRoute.has(errno)) return undefined;
  const what = `${view.source.name} finds no way to ${target(view)} (${errno})`;
  return stopped('network', `${what}${refusalText(view)}`, [
    `On ${view.source.name}: ip route get ${view.edge.address}`,
    `See whether ${view.destination.name} is up and has that address.`,
  ]);
}

/** Said no to in words that only a firewall uses: this counts also where the destination has no witness. */
export function rejected(view: EdgeView): Judged | undefined {
  const refusal = tellingRefusal(view);
  if (refusal === undefined || !isOfFirewall(refusal)) return undefined;
  const what = `what ${view.source.name} sent to ${target(view)} was rejected${refusalText(view)}`;
  switch (refuserOf(view, refusal)) {
    case 'source':
      return stopped('source-firewall', what, openSource(view));
    case 'destination':
      return stopped('destination-firewall', what, openDestination(view));
    case 'other':
      return stopped('network', what, openNetwork(view));
  }
}
