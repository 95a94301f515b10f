import type { PlanView } from '@muster/api';
import { isAcceptable } from '@muster/plan';
import { findingsView } from './findings.js';
import type { Style } from '../text/style.js';
import { table } from '../text/table.js';
import { count, safe } from '../text/text.js';

export const isBlocked = (plan: PlanView): boolean =>
  plan.findings.some((finding) => finding.severity === 'blocker');

/** Findings, blockers first, then the steps with their reasons. */
export function planView(plan: PlanView, style: Style): string {
  const findings = findingsView(plan.findings, style);
  return [
    ...(findings === '' ? [] : [findings, '']),
    ...(plan.steps.length > 0 ? [stepsTable(plan), ''] : []),
    conclusion(plan, style),
  ].join('\n');
}

function stepsTable(plan: PlanView): string {
  const rows = plan.steps.map((step, index) => [
    String(index + 1),
    step.host === null ? '-' : safe(step.host),
    safe(step.description),
    safe(step.reason),
  ]);
  return table(['#', 'HOST', 'STEP', 'BECAUSE'], rows);
}

function conclusion(plan: PlanView, style: Style): string {
  const blockers = plan.findings.filter((finding) => finding.severity === 'blocker');
  const fleet = safe(plan.fleet);
  if (blockers.length > 0) {
    const line = `Fleet ${fleet}: blocked by ${count(blockers.length, 'finding')}; nothing was changed.`;
    return [style.bad(line), ...acceptHint(plan, blockers)].join('\n');
  }
  if (plan.steps.length > 0) return `Fleet ${fleet}: ${scope(plan)}.`;
  return `Fleet ${fleet}: nothing to do, ${plan.goal === 'down' ? 'no host is in a swarm' : 'it is as the spec says'}.`;
}

/** Nothing is offered while even one of the blockers has to be mended first. */
function acceptHint({ goal }: PlanView, blockers: PlanView['findings']): readonly string[] {
  const ids = [...new Set(blockers.map(({ id }) => id))];
  if (goal !== 'up' || !ids.every(isAcceptable)) return [];
  const options = ids.map((id) => `--accept ${safe(id)}`).join(' ');
  return [`If you know better: muster up … ${options} goes on in spite of it.`];
}

/** `3 steps to 2 hosts`. */
export function scope(plan: PlanView): string {
  const hosts = new Set(plan.steps.flatMap((step) => (step.host === null ? [] : [step.host])));
  const where = hosts.size === 0 ? 'the swarm' : count(hosts.size, 'host');
  return `${count(plan.steps.length, 'step')} to ${where}`;
}
