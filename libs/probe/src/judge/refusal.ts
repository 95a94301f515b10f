import { canonical } from '../hosts/addresses.js';
import type { Refusal } from '../model.js';
import { ownAddresses } from '../evidence/claims.js';
import type { EdgeView } from '../evidence/view.js';

/**
 * Whether only a firewall says no in these words. A closed UDP port says "port unreachable" by itself, a closed TCP port
 * resets; but no kernel answers a SYN with "port unreachable", the default of iptables' REJECT.
 */
export const isOfFirewall = ({ how, protocol }: Refusal): boolean =>
  /prohibit|policy/.test(how) || (protocol === 'tcp' && how.includes('port-unreach'));

/** The refusal that tells most, of those that the source received. */
export const tellingRefusal = ({ refusals }: EdgeView): Refusal | undefined =>
  refusals.find(isOfFirewall) ?? refusals[0];

/** Who sent it, by its address. */
export function refuserOf(view: EdgeView, { from }: Refusal): 'source' | 'destination' | 'other' {
  const address = canonical(from);
  if (address === canonical(view.edge.address)) return 'destination';
  if (ownAddresses(view.source).has(address)) return 'source';
  return ownAddresses(view.destination).has(address) ? 'destination' : 'other';
}

/** `: b rejects it with icmp-admin-prohibited`; empty when nobody said anything. */
export function refusalText(view: EdgeView): string {
  const refusal = tellingRefusal(view);
  if (refusal === undefined) return '';
  const who = refuserOf(view, refusal);
  return `; ${who === 'other' ? refusal.from : view[who].name} refuses with ${refusal.how}`;
}
