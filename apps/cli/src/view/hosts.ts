import type { HostView } from '@muster/api';
import type { Style } from '../text/style.js';
import { fields, table } from '../text/table.js';
import { indent, safe } from '../text/text.js';
import { age } from '../text/time.js';

/** One line a host, and below what does not pass. */
export function hostsView(hosts: readonly HostView[], nowMs: number, style: Style): string {
  if (hosts.length === 0) return 'No hosts.';
  const rows = hosts.map((host) => hostRow(host, nowMs, style));
  const troubles = hosts.flatMap((host) => troublesOf(host, style));
  const list = table(
    ['HOST', 'CONNECTED', 'ENGINE', 'ADDRESS', 'SWARM', 'STATE', 'WORKS', 'OBSERVED'],
    rows,
  );
  if (troubles.length === 0) return list;
  return `${list}\n\nNot passing:\n${indent(table([], troubles))}`;
}

function hostRow(host: HostView, nowMs: number, style: Style): string[] {
  return [
    safe(host.host),
    host.connected ? 'yes' : style.bad('no'),
    host.engineVersion === null ? style.warn('unknown') : safe(host.engineVersion),
    address(host),
    swarm(host, style),
    state(host, style),
    works(host, style),
    age(host.observedAt, nowMs),
  ];
}

function address(host: HostView): string {
  const first = host.membership.address ?? host.addresses[0];
  return first === undefined ? '-' : safe(first.replace(/\/\d+$/, ''));
}

function swarm({ membership, node }: HostView, style: Style): string {
  switch (membership.kind) {
    case 'none':
      return 'none';
    case 'unknown':
    case 'joining':
      return style.warn(membership.kind);
    case 'broken':
      return style.bad('broken');
    case 'member':
      return `${membership.role ?? 'member'}${node?.leader === true ? ' (leader)' : ''}`;
  }
}

function state({ membership, node }: HostView, style: Style): string {
  if (node === null) return membership.kind === 'none' ? '-' : style.warn('unknown');
  const shown = node.availability === 'active' ? node.state : `${node.state}, ${node.availability}`;
  if (node.state === 'ready') return shown;
  return node.state === 'unknown' ? style.warn(shown) : style.bad(shown);
}

/** Of a host that is surely in no swarm there is nothing to judge. */
function works({ membership, works: verdict }: HostView, style: Style): string {
  if (membership.kind === 'none') return '-';
  return verdictWord(verdict, style);
}

function verdictWord(verdict: HostView['works'], style: Style): string {
  if (verdict === 'pass') return style.good(verdict);
  return verdict === 'fail' ? style.bad(verdict) : style.warn(verdict);
}

/** Host, what, verdict, what was seen. */
function troublesOf(host: HostView, style: Style): string[][] {
  const name = safe(host.host);
  const rows = host.conditions
    .filter((condition) => condition.verdict !== 'pass')
    .map(({ name: what, verdict, detail }) => [
      name,
      safe(what),
      verdictWord(verdict, style),
      safe(detail),
    ]);
  const { kind, reason } = host.membership;
  if (kind === 'unknown' || kind === 'joining' || kind === 'broken') {
    const seen = kind === 'broken' ? style.bad(kind) : style.warn(kind);
    rows.unshift([name, 'swarm', seen, safe(reason ?? 'no reason was given')]);
  }
  if (rows.length === 0 && kind === 'member' && host.works !== 'pass')
    rows.push([name, 'works', verdictWord(host.works, style), 'no condition was reported']);
  return rows;
}

/** `3 of 4 hosts work`. */
export function hostsSummary(hosts: readonly HostView[]): string {
  const passing = hosts.filter((host) => host.works === 'pass').length;
  return `${passing} of ${hosts.length} ${hosts.length === 1 ? 'host works' : 'hosts work'}`;
}

/** One host with everything that its agent saw. */
export function hostView(host: HostView, nowMs: number, style: Style): string {
  const known = (text: string | null): string =>
    text === null ? style.warn('unknown') : safe(text);
  const about = fields([
    ['Host', safe(host.host)],
    ['Fleet', host.fleet === null ? 'none' : safe(host.fleet)],
    [
      'Agent',
      `${host.connected ? 'connected' : style.bad('not connected')}, version ${known(host.agentVersion)}`,
    ],
    ['Engine', `${known(host.engineVersion)}, API ${known(host.apiVersion)}`],
    ['System', `${known(host.operatingSystem)}, kernel ${known(host.kernel)}`],
    ['Addresses', host.addresses.map(safe).join(', ') || 'none were seen'],
    ['Swarm', swarm(host, style)],
    ['Node', `${known(host.membership.nodeId ?? null)}, ${state(host, style)}`],
    ['Works', works(host, style)],
    ['Observed', observed(host, nowMs)],
  ]);
  const rows = host.conditions.map(({ name, verdict, detail }) => [
    safe(name),
    verdictWord(verdict, style),
    safe(detail),
  ]);
  const troubles = host.conditions.length > 0 ? [] : troublesOf(host, style);
  const below =
    rows.length > 0 ? table(['CONDITION', 'VERDICT', 'SEEN'], rows) : table([], troubles);
  return below === '' ? about : `${about}\n\n${below}`;
}

/** When it was seen, and whether that can have changed since. */
function observed(host: HostView, nowMs: number): string {
  const seen = age(host.observedAt, nowMs);
  if (host.lostAt !== null) return `${seen}; stale: its agent went away ${age(host.lostAt, nowMs)}`;
  return host.follows ? `${seen}, and changes as they come` : seen;
}
