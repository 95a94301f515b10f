import type { CheckFindingView, PlanView, Problem } from '@muster/api';
import type { Style } from '../text/style.js';
import { indent, safe, some } from '../text/text.js';

/** Those of a check have no place in a spec. */
type Finding = CheckFindingView & Partial<Pick<PlanView['findings'][number], 'path' | 'line'>>;

const order = { blocker: 0, warning: 1, note: 2 };

/** Blockers first, each with its place in the spec and what to do. Empty when there is none. */
export function findingsView(findings: readonly Finding[], style: Style): string {
  return [...findings]
    .sort((a, b) => order[a.severity] - order[b.severity])
    .map((finding) => findingView(finding, style))
    .join('\n');
}

function findingView(finding: Finding, style: Style): string {
  const place = placeOf(finding);
  const first = `${severity(finding, style)} ${safe(finding.id)}${place === '' ? '' : `  ${style.dim(place)}`}`;
  return [first, indent([safe(finding.message), ...remedyLines(finding.remedy)].join('\n'))].join(
    '\n',
  );
}

function placeOf({ path = '', line, hosts }: Finding): string {
  const at = line === undefined ? '' : `line ${line}`;
  const about = path === '' && hosts.length > 0 ? some(hosts, 8) : '';
  return [at, safe(path), about].filter((part) => part !== '').join(', ');
}

function severity(finding: Finding, style: Style): string {
  if (finding.accepted === true) return style.warn('accepted');
  if (finding.severity === 'blocker') return style.bad('blocker');
  return finding.severity === 'warning' ? style.warn('warning') : style.dim('note');
}

const remedyLines = (remedy: readonly string[]): string[] =>
  remedy.map((line) => `→ ${safe(line)}`);

/** What went wrong: the sentence, findings, and what to do. */
export function problemView(problem: Problem, style: Style): string {
  const findings = findingsView(problem.findings ?? [], style);
  const told = new Set(problem.findings?.flatMap((finding) => finding.remedy));
  return [
    `${style.bad('muster:')} ${safe(problem.detail)}`,
    ...(findings === '' ? [] : [findings]),
    ...remedyLines(problem.remedy.filter((line) => !told.has(line))),
  ].join('\n');
}
