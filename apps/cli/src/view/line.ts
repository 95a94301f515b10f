import type { OperationEvent, StepView } from '@muster/plan';
import type { Progress } from './progress.js';
import { count, safe } from '../text/text.js';
import { clock, duration } from '../text/time.js';

/**
 * One event as one line: `12:03:04 host-2  swarm.join host-2 as worker … done (1.2 s)`. `after` is what the event led
 * to. `-` stands where no host is meant.
 */
export function lineOf(event: OperationEvent & { at: string }, after: Progress): string {
  const { host, what, seen } = partsOf(event, after);
  return `${clock(event.at)} ${host === undefined ? '-' : safe(host)}  ${safe(what)} … ${safe(seen)}`;
}

type Parts = { readonly host?: string | undefined; readonly what: string; readonly seen: string };

function partsOf(event: OperationEvent, after: Progress): Parts {
  switch (event.type) {
    case 'operation.started':
      return { what: 'operation', seen: 'started' };
    case 'operation.resumed':
      return { what: 'operation', seen: `resumed: ${event.reason}` };
    case 'operation.finished':
      return { what: 'operation', seen: because(event.state, event.reason) };
    case 'plan.made':
      return { what: after.plans > 1 ? 'planned again' : 'plan', seen: planned(event) };
    case 'step.started':
      return { ...stepOf(event.stepId, after), seen: 'started' };
    case 'step.progress':
      return { ...stepOf(event.stepId, after), seen: event.message };
    case 'step.finished':
      return { ...stepOf(event.stepId, after), seen: outcome(event) };
    case 'step.failed':
      return { ...stepOf(event.stepId, after), seen: `failed: ${event.message} (${event.code})` };
  }
}

function stepOf(id: string, { view }: Progress): Pick<Parts, 'host' | 'what'> {
  const step: Pick<StepView, 'host' | 'title'> | undefined = view.steps.find(
    (each) => each.id === id,
  );
  return { host: step?.host, what: step?.title ?? id };
}

function outcome({ changed, durationMs }: { changed: boolean; durationMs: number }): string {
  return `done (${duration(durationMs)}${changed ? '' : ', nothing to change'})`;
}

function planned({ steps, findings }: Extract<OperationEvent, { type: 'plan.made' }>): string {
  const blockers = findings.filter((finding) => finding.severity === 'blocker');
  if (blockers.length > 0) return `blocked: ${blockers.map(({ message }) => message).join('; ')}`;
  return steps.length === 0 ? 'nothing is left to do' : count(steps.length, 'step');
}

const because = (state: string, reason: string | undefined): string =>
  reason === undefined ? state : `${state}: ${reason}`;
