import { isBlocker, type Finding, type FleetErrorCode } from '@muster/kernel';
import { hostOf, title } from './render.js';
import type { Step, StepKind } from './step.js';

/** One run of one goal: pending → running → succeeded | failed | cancelled. The last three are final. */
export const operationStates = ['pending', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type OperationState = (typeof operationStates)[number];
export type FinalState = Exclude<OperationState, 'pending' | 'running'>;

export const isFinal = (state: OperationState): state is FinalState =>
  state !== 'pending' && state !== 'running';

/**
 * What happened, in the words of the journal, which adds `seq` (1, 2, 3 …) and `at` (RFC 3339). That a step starts, and that
 * an operation ends, is written before it is acted on; all else a moment after it happened. No secret is ever in one:
 * messages come from FleetErrors and findings.
 */
export type OperationEvent =
  | { readonly type: 'operation.started' }
  /** The first plan, or one made again after a look at the fleet; it replaces all steps that did not finish. */
  | {
      readonly type: 'plan.made';
      readonly steps: readonly Step[];
      readonly findings: readonly Finding[];
    }
  | { readonly type: 'step.started'; readonly stepId: string; readonly host?: string }
  | { readonly type: 'step.progress'; readonly stepId: string; readonly message: string }
  | {
      readonly type: 'step.finished';
      readonly stepId: string;
      readonly changed: boolean;
      readonly durationMs: number;
    }
  | {
      readonly type: 'step.failed';
      readonly stepId: string;
      readonly code: FleetErrorCode;
      readonly message: string;
    }
  /** A coordinator took the operation up again, for example after a restart: `the coordinator was restarted`. */
  | { readonly type: 'operation.resumed'; readonly reason: string }
  | { readonly type: 'operation.finished'; readonly state: FinalState; readonly reason?: string };

export const stepStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type StepState = (typeof stepStates)[number];

/** One step as it stands. A step that a new plan brings again starts again: `attempt` counts its starts. */
export type StepView = {
  readonly id: string;
  readonly kind: StepKind;
  /** The host that runs it, once that is known; before, the host that it is about. */
  readonly host?: string;
  /** `swarm.join web-2 as worker`. */
  readonly title: string;
  readonly reason: string;
  readonly needs: readonly string[];
  readonly state: StepState;
  readonly attempt: number;
  /** The latest progress. */
  readonly progress?: string;
  /** Only when done by this operation; absent when a later look found it done already. */
  readonly changed?: boolean;
  /** Only when done. */
  readonly durationMs?: number;
  /** Why it failed the last time; gone when it is started again. */
  readonly error?: { readonly code: FleetErrorCode; readonly message: string };
};

/** An operation as its events tell it. Steps stay in the order in which plans brought them; none disappears. */
export type OperationView = {
  readonly state: OperationState;
  readonly steps: readonly StepView[];
  /** Of the latest plan. */
  readonly findings: readonly Finding[];
  /** Why it ended as it did. */
  readonly reason?: string;
};

export const initialView: OperationView = { state: 'pending', steps: [], findings: [] };

/** Folds one event of the journal into the view. Total: events that make no sense in this state change nothing. */
export function reduceOperation(view: OperationView, event: OperationEvent): OperationView {
  if (isFinal(view.state)) return view;
  switch (event.type) {
    case 'operation.started':
      return { ...view, state: 'running' };
    case 'operation.resumed':
      return { ...view, state: 'running', steps: view.steps.map(interrupted) };
    case 'plan.made':
      return { ...view, findings: event.findings, steps: replanned(view.steps, event) };
    case 'operation.finished':
      return finished(view, event);
    case 'step.started':
    case 'step.progress':
    case 'step.finished':
    case 'step.failed':
      return { ...view, steps: view.steps.map((step) => advance(step, event)) };
  }
}

type EventOf<T extends OperationEvent['type']> = Extract<OperationEvent, { type: T }>;
type StepEvent = EventOf<'step.started' | 'step.progress' | 'step.finished' | 'step.failed'>;

function advance(step: StepView, event: StepEvent): StepView {
  if (step.id !== event.stepId) return step;
  switch (event.type) {
    case 'step.started': {
      const host = event.host ?? step.host;
      const attempt = step.attempt + 1;
      return { ...asPlanned(step), ...(host !== undefined && { host }), state: 'running', attempt };
    }
    case 'step.progress':
      return { ...step, progress: event.message };
    case 'step.finished': {
      const { changed, durationMs } = event;
      return { ...asPlanned(step), state: 'done', changed, durationMs };
    }
    case 'step.failed': {
      const { code, message } = event;
      return { ...asPlanned(step), state: 'failed', error: { code, message } };
    }
  }
}

/** Without what an earlier attempt left behind. */
function asPlanned({ progress, changed, durationMs, error, ...step }: StepView): StepView {
  return step;
}

/** Whoever ran it is gone; the next plan says whether it is still needed. */
const interrupted = (step: StepView): StepView =>
  step.state === 'running' ? { ...step, state: 'waiting' } : step;

function replanned(seen: readonly StepView[], plan: EventOf<'plan.made'>): readonly StepView[] {
  const blocked = plan.findings.some(isBlocker);
  const planned = new Map(plan.steps.map((step) => [step.id, step]));
  const known = new Set(seen.map((step) => step.id));
  const kept = seen.map((view) => {
    const step = planned.get(view.id);
    if (step !== undefined) return again(view, step);
    // A blocked plan has no steps at all: that says nothing about any of them.
    return blocked ? view : unneeded(view);
  });
  return [...kept, ...plan.steps.filter((step) => !known.has(step.id)).map(toView)];
}

function again(view: StepView, step: Step): StepView {
  if (view.state === 'running') return view;
  const error = view.error === undefined ? {} : { error: view.error };
  return { ...toView(step), attempt: view.attempt, ...error };
}

/** A look at the fleet found that nothing is left to do: it is done, but nobody can say by whom. */
const unneeded = (view: StepView): StepView =>
  view.state === 'waiting' || view.state === 'failed'
    ? { ...asPlanned(view), state: 'done' }
    : view;

function finished(view: OperationView, event: EventOf<'operation.finished'>): OperationView {
  const { state, reason } = event;
  const steps = view.steps.map((step) =>
    step.state === 'waiting' || step.state === 'running'
      ? { ...step, state: 'cancelled' as const }
      : step,
  );
  return { ...view, state, steps, ...(reason !== undefined && { reason }) };
}

function toView(step: Step): StepView {
  const { id, kind, reason, needs } = step;
  const host = hostOf(step);
  const about = host === undefined ? {} : { host };
  return { id, kind, title: title(step), reason, needs, state: 'waiting', attempt: 0, ...about };
}
