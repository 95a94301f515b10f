import type { CheckAnswer, CheckList, CheckSummary } from '@muster/api';
import type { Style } from '../../text/style.js';
import { fields, table } from '../../text/table.js';
import { safe, some } from '../../text/text.js';
import { age, between, duration } from '../../text/time.js';
import { painted } from './matrix.js';
import { reportView } from './report.js';

export function checksView({ checks }: CheckList, nowMs: number, style: Style): string {
  if (checks.length === 0) return 'No checks.';
  const rows = checks.map((check) => [
    safe(check.id),
    check.fleet === null ? '-' : safe(check.fleet),
    check.cause,
    check.state,
    verdictText(check, style),
    edgesText(check),
    age(check.createdAt, nowMs),
    took(check),
  ]);
  const head = ['CHECK', 'FLEET', 'CAUSE', 'STATE', 'VERDICT', 'PASS/FAIL/UNKNOWN', 'CREATED'];
  return table([...head, 'TOOK'], rows);
}

/** @param room `columns`: characters of the screen. */
export function checkView(
  check: CheckAnswer,
  room: { readonly nowMs: number; readonly columns: number },
  style: Style,
): string {
  const about = fields([
    ['Check', safe(check.id)],
    ['Fleet', check.fleet === null ? 'none' : safe(check.fleet)],
    ['Asked by', causes[check.cause] + operationText(check)],
    ['State', stateText(check)],
    ['Verdict', verdictText(check, style)],
    ['Hosts', some(check.hosts, 16)],
    ['Ports', some(check.ports, 16)],
    ['Created', age(check.createdAt, room.nowMs)],
    ['Took', took(check)],
  ]);
  if (check.report === null) return about;
  return `${about}\n\n${reportView(check.report, room.columns, style)}`;
}

const causes: Readonly<Record<CheckSummary['cause'], string>> = {
  request: 'a person or program',
  plan: 'a plan',
  operation: 'an operation',
  watch: 'the watch over fleets',
};

const operationText = ({ operationId }: CheckSummary): string =>
  operationId === null ? '' : ` (${safe(operationId)})`;

function stateText({ state, progress, reason }: CheckSummary): string {
  const more = reason ?? progress;
  return more === null ? state : `${state}: ${safe(more)}`;
}

const verdictText = ({ verdict }: CheckSummary, style: Style): string =>
  verdict === null ? '-' : painted(verdict, verdict, style);

const edgesText = ({ edges }: CheckSummary): string =>
  edges === null ? '-' : `${edges.pass}/${edges.fail}/${edges.unknown}`;

function took({ startedAt, finishedAt }: CheckSummary): string {
  const ms = between(startedAt, finishedAt);
  return ms === undefined ? '-' : duration(ms);
}
