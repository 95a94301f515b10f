import type { FleetStatus } from '@muster/api';
import { findingsView } from './findings.js';
import { hostsSummary, hostsView } from './hosts.js';
import type { Style } from '../text/style.js';
import { fields } from '../text/table.js';
import { count, indent, safe } from '../text/text.js';

/** What `muster status` shows. */
export function fleetView(status: FleetStatus, nowMs: number, style: Style): string {
  const findings = findingsView(status.findings, style);
  const about = fields([
    ['Fleet', safe(status.fleet)],
    ['State', state(status, style)],
    ['Swarm', status.swarmId === null ? 'none that could be asked' : safe(status.swarmId)],
    ['Hosts', hostsSummary(status.hosts)],
    ['Networks', count(status.networks, 'overlay network')],
    ...(status.operation === null
      ? []
      : [['Operation', `${safe(status.operation)} runs`] as const]),
  ]);
  return [
    about,
    ...(status.differences.length === 0 ? [] : [differences(status)]),
    ...(findings === '' ? [] : [findings]),
    hostsView(status.hosts, nowMs, style),
  ].join('\n\n');
}

function differences(status: FleetStatus): string {
  const lines = status.differences.map(safe).join('\n');
  return `To make it as the spec says (muster up):\n${indent(lines)}`;
}

function state({ state: now }: FleetStatus, style: Style): string {
  if (now === 'ready') return style.good(now);
  return now === 'differs' ? style.bad(now) : style.warn(now);
}
