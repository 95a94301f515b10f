import {
  initialView,
  reduceOperation,
  type OperationEvent,
  type OperationView,
} from '@muster/plan';

/** An operation as it is watched: its view, and when things began by the coordinator's clock. */
export type Progress = {
  readonly view: OperationView;
  readonly startedAt: string | null;
  readonly stepStartedAt: ReadonlyMap<string, string>;
  /** Steps that no host of the spec owns: a manager is chosen when they run. */
  readonly fleetWide: ReadonlySet<string>;
  /** How many plans were made so far. */
  readonly plans: number;
};

export const initialProgress: Progress = {
  view: initialView,
  startedAt: null,
  stepStartedAt: new Map(),
  fleetWide: new Set(),
  plans: 0,
};

/** Folds one event, with its time, into what is shown. */
export function foldProgress(progress: Progress, event: OperationEvent & { at: string }): Progress {
  const view = reduceOperation(progress.view, event);
  const next = { ...progress, view, startedAt: progress.startedAt ?? event.at };
  if (event.type === 'step.started')
    return { ...next, stepStartedAt: new Map(next.stepStartedAt).set(event.stepId, event.at) };
  if (event.type !== 'plan.made') return next;
  const ownerless = view.steps.filter((step) => step.host === undefined).map((step) => step.id);
  return {
    ...next,
    plans: progress.plans + 1,
    fleetWide: new Set([...progress.fleetWide, ...ownerless]),
  };
}
