import type { CheckReport, EdgeView, PathMtuView } from '@muster/api';
import type { Style } from '../../text/style.js';
import { count, safe } from '../../text/text.js';
import { duration } from '../../text/time.js';
import { findingsView } from '../findings.js';
import { groups, hostsOf, type Verdict } from './edges.js';
import { matrixView, painted } from './matrix.js';
import { troublesView } from './troubles.js';

/** The whole report for people. `columns`: characters of the screen. */
export function reportView(report: CheckReport, columns: number, style: Style): string {
  const { edges, findings } = report;
  return [
    matrixView(edges, columns, style),
    troublesView(edges, style),
    pathMtuView(report.pathMtu),
    findingsView(findings, style),
    conclusion(report, style),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function conclusion(report: CheckReport, style: Style): string {
  const { edges, fleet } = report;
  const verdicts = (['pass', 'fail', 'unknown'] as const).map((verdict) => {
    const n = edges.filter((edge) => edge.verdict === verdict).length;
    return n === 0 ? `0 ${verdict}` : painted(verdict, `${n} ${verdict}`, style);
  });
  const who = fleet === null ? '' : `Fleet ${safe(fleet)}: `;
  const what = `${count(edges.length, 'edge')} between ${count(hostsOf(edges).length, 'host')}`;
  const line = `${who}${what} in ${duration(report.durationMs)}: ${verdicts.join(', ')}.`;
  return [line, ...lossLines(edges)].join('\n');
}

/** Of edges that pass: loss is a figure, not a block. */
function lossLines(edges: readonly EdgeView[]): readonly string[] {
  const lossy = edges.filter(({ verdict, lossPercent }) => verdict === 'pass' && lossPercent);
  if (lossy.length === 0) return [];
  const worst = Math.max(...lossy.map(({ lossPercent }) => lossPercent ?? 0));
  const verb = lossy.length === 1 ? 'loses' : 'lose';
  return [
    `${count(lossy.length, 'passing edge')} ${verb} packets, at most ${Math.round(worst)} %.`,
  ];
}

/** More pairs of one MTU are counted. */
const mostPairs = 4;

/** `Path MTU: 1500 on 11 paths; 1400 on host-1 → host-3.` The most common first. */
function pathMtuView(paths: readonly PathMtuView[]): string {
  if (paths.length === 0) return '';
  const byMtu = groups(paths, ({ mtu }) => String(mtu)).toSorted((a, b) => b.length - a.length);
  const parts = byMtu.map((same, nth) => {
    const mtu = same[0]?.mtu ?? 'unknown';
    const named = nth > 0 && same.length <= mostPairs;
    const where = named
      ? same.map(({ source, destination }) => `${safe(source)} → ${safe(destination)}`).join(', ')
      : count(same.length, 'path');
    return `${mtu} on ${where}`;
  });
  return `Path MTU: ${parts.join('; ')}.`;
}

/** As the exit code tells it: a failing edge or a finding that blocks is a failure. */
export function verdictOf({ edges, findings }: CheckReport): Verdict {
  const blocked = findings.some(({ severity }) => severity === 'blocker');
  if (blocked || edges.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return edges.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'pass';
}
