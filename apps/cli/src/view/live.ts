import type { StepState, StepView } from '@muster/plan';
import type { Progress } from './progress.js';
import type { Style } from '../text/style.js';
import { cut, table } from '../text/table.js';
import { count, safe } from '../text/text.js';
import { duration } from '../text/time.js';

/** Lines and columns that may be used. */
export type Room = { readonly columns: number; readonly rows: number };

/** More would not be read while it moves. */
const mostLines = 24;
/** The least that says something on a very low terminal. */
const fewestLines = 4;

type Row = { readonly name: string; readonly steps: readonly StepView[] };

/** The whole operation at this moment: a headline, one line a host, then the steps of the fleet. */
export function frame(progress: Progress, nowMs: number, room: Room, style: Style): string {
  const { steps } = progress.view;
  const fleetWide = steps
    .filter((step) => progress.fleetWide.has(step.id))
    .map((step) => ({ name: '-', steps: [step] }));
  const hosts = byHost(steps.filter((step) => !progress.fleetWide.has(step.id)));
  const lines = Math.max(fewestLines, Math.min(mostLines, room.rows - 3));
  const forFleet = bounded(fleetWide, Math.max(2, lines - hosts.length), 'step');
  const shownForFleet = forFleet.rows.length + forFleet.rest.length;
  const forHosts = bounded(hosts, Math.max(2, lines - shownForFleet), 'host');
  const rows = [...forHosts.rows, ...forFleet.rows].map((row) =>
    cells(row, progress, nowMs, style),
  );
  const text = [
    headline(progress, nowMs),
    ...(rows.length > 0 ? table([], rows).split('\n') : []),
    ...[...forHosts.rest, ...forFleet.rest].map((line) => style.dim(line)),
  ];
  return cut(text, room.columns - 1);
}

function headline({ view, startedAt }: Progress, nowMs: number): string {
  const done = view.steps.filter((step) => step.state === 'done').length;
  const time = startedAt === null ? '' : `, ${elapsed(startedAt, nowMs)}`;
  return `${view.state}: ${done} of ${count(view.steps.length, 'step')} done${time}`;
}

function byHost(steps: readonly StepView[]): Row[] {
  const groups = new Map<string, StepView[]>();
  for (const step of steps) {
    const name = step.host ?? '-';
    const its = groups.get(name);
    if (its === undefined) groups.set(name, [step]);
    else its.push(step);
  }
  return [...groups].map(([name, its]) => ({ name, steps: its }));
}

const urgency: readonly StepState[] = ['running', 'failed', 'waiting', 'cancelled', 'done'];
/** Which hosts must be seen when there is no room for all. */
const importance: readonly StepState[] = ['failed', 'running', 'waiting', 'cancelled', 'done'];

/** What a host does now: the most urgent of its steps; of several the first, of done ones the last. */
function current({ steps }: Row): StepView | undefined {
  const state = urgency.find((each) => steps.some((step) => step.state === each));
  const found = steps.filter((step) => step.state === state);
  return state === 'done' ? found.at(-1) : found[0];
}

/** The most urgent rows in their own order, and a line that counts the others. */
function bounded(
  rows: readonly Row[],
  most: number,
  what: string,
): { rows: Row[]; rest: string[] } {
  if (rows.length <= most) return { rows: [...rows], rest: [] };
  const stateOf = (row: Row): StepState => current(row)?.state ?? 'done';
  const ranked = importance.flatMap((state) => rows.filter((row) => stateOf(row) === state));
  const chosen = new Set(ranked.slice(0, most - 1));
  const others = ranked.slice(most - 1);
  const parts = importance.flatMap((state) => {
    const n = others.filter((row) => stateOf(row) === state).length;
    return n === 0 ? [] : [`${n} ${state}`];
  });
  const rest = `… and ${count(others.length, `more ${what}`)}: ${parts.join(', ')}`;
  return { rows: rows.filter((row) => chosen.has(row)), rest: [rest] };
}

function cells(row: Row, { stepStartedAt }: Progress, nowMs: number, style: Style): string[] {
  const step = current(row);
  if (step === undefined) return [safe(row.name)];
  const started = stepStartedAt.get(step.id);
  const running = step.state === 'running' && started !== undefined;
  const time = running ? elapsed(started, nowMs) : took(step);
  const seen = step.state === 'failed' ? (step.error?.message ?? '') : (step.progress ?? '');
  const name = row.name === '-' && step.host !== undefined ? step.host : row.name;
  return [safe(name), safe(step.title), paint(step.state, style), time, safe(seen)];
}

const took = (step: StepView): string =>
  step.durationMs === undefined ? '' : duration(step.durationMs);

const elapsed = (since: string, nowMs: number): string =>
  duration(Math.max(0, nowMs - Date.parse(since)));

function paint(state: StepState, style: Style): string {
  if (state === 'done') return style.good(state);
  if (state === 'failed') return style.bad(state);
  return state === 'waiting' || state === 'cancelled' ? style.dim(state) : state;
}
