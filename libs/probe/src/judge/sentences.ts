import type { ProbePort, StoppedBy } from '../model.js';
import type { EdgeView } from '../evidence/view.js';

/** `b (192.0.2.2)`. */
export const target = ({ destination, edge }: EdgeView): string =>
  `${destination.name} (${edge.address})`;

/** `5 packets`; of TCP what is counted are SYNs. */
export function howMany({ protocol }: ProbePort, count: number): string {
  const noun = protocol === 'tcp' ? 'SYN' : 'packet';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `: iptables, table ip filter, chain INPUT, rule "-A INPUT -j DROP"`; empty when no trace was made or found any. */
export function ruleText(stop: StoppedBy | undefined): string {
  if (stop === undefined) return '';
  const { backend, family, table, chain, rule, verdict } = stop;
  const place = backend === 'firewalld' ? firewalldPlace(stop) : undefined;
  const what = rule === undefined ? `its policy, ${verdict}` : `rule "${rule}"`;
  const of = place === undefined ? '' : ` ${place.kind} ${place.name}`;
  return `: ${backend}${of}, table ${family} ${table}, chain ${chain}, ${what}`;
}

/**
 * firewalld makes chains for each zone and policy: `filter_IN_public_deny`, `IN_public`, `filter_OUT_policy_allow-host`.
 * Undefined for the chains above them, where tracing does not tell the zone either.
 */
export function firewalldPlace({
  chain,
  zone,
}: StoppedBy): { readonly kind: 'zone' | 'policy'; readonly name: string } | undefined {
  const part = /^(?:filter_)?(?:IN|OUT)_(policy_)?(.+?)(?:_(?:pre|log|deny|allow|post))?$/;
  const [, policy, name] = part.exec(chain) ?? [];
  if (policy !== undefined && name !== undefined) return { kind: 'policy', name };
  const found = zone ?? name;
  return found === undefined ? undefined : { kind: 'zone', name: found };
}
