import type { OperationAnswer, OperationList } from '@muster/api';
import type { Style } from '../text/style.js';
import { fields, table } from '../text/table.js';
import { safe } from '../text/text.js';
import { age, between, duration } from '../text/time.js';

type OperationRow = OperationList['operations'][number];

export function operationsView(list: OperationList, nowMs: number, style: Style): string {
  if (list.operations.length === 0) return 'No operations.';
  const rows = list.operations.map((operation) => [
    safe(operation.id),
    safe(operation.fleet),
    operation.goal,
    stateWord(operation.state, style),
    age(operation.createdAt, nowMs),
    took(operation, nowMs),
    operation.reason === null ? '' : safe(operation.reason),
  ]);
  return table(['OPERATION', 'FLEET', 'GOAL', 'STATE', 'CREATED', 'TOOK', 'REASON'], rows);
}

export function operationView(operation: OperationAnswer, nowMs: number, style: Style): string {
  const about = fields([
    ['Operation', safe(operation.id)],
    ['Fleet', safe(operation.fleet)],
    ['Goal', operation.goal],
    ['State', stateWord(operation.state, style)],
    ...(operation.reason === null ? [] : [['Reason', safe(operation.reason)] as const]),
    ['Created', age(operation.createdAt, nowMs)],
    ['Took', took(operation, nowMs)],
  ]);
  if (operation.steps.length === 0) return `${about}\n\nNo steps.`;
  const rows = operation.steps.map((step) => [
    safe(step.description),
    stateWord(step.state, style),
    step.changed === null ? '-' : step.changed ? 'yes' : 'no',
    step.message === null ? '' : safe(step.message),
  ]);
  return `${about}\n\n${table(['STEP', 'STATE', 'CHANGED', 'MESSAGE'], rows)}`;
}

/** `operation op-1 succeeded in 6.1 s`; with the reason when it did not. */
export function operationSummary(operation: OperationAnswer, style: Style): string {
  const ms = between(operation.startedAt, operation.finishedAt);
  const time = ms === undefined ? '' : ` in ${duration(ms)}`;
  const reason = operation.reason === null ? '' : `: ${safe(operation.reason)}`;
  return `Operation ${safe(operation.id)} ${stateWord(operation.state, style)}${time}${reason}`;
}

function took(operation: OperationRow, nowMs: number): string {
  const end = operation.finishedAt ?? new Date(nowMs).toISOString();
  const ms = between(operation.startedAt, end);
  return ms === undefined ? '-' : duration(ms);
}

function stateWord(state: string, style: Style): string {
  if (state === 'succeeded' || state === 'done') return style.good(state);
  if (state === 'failed') return style.bad(state);
  return state === 'cancelled' ? style.warn(state) : state;
}
