import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { blocker } from './preflight/finding.js';
import {
  diff,
  initialView,
  reduceOperation,
  type OperationEvent,
  type OperationView,
} from './index.js';

const spec = aFleet().manager('a').worker('b');
const { steps, findings } = diff(spec, anInventory().member('a').none('b'));
const planned: OperationEvent = { type: 'plan.made', steps, findings };
const empty: OperationEvent = { type: 'plan.made', steps: [], findings: [] };
const join = 'swarm.join b';
const started: OperationEvent = { type: 'step.started', stepId: join, host: 'b' };
const done: OperationEvent = { type: 'step.finished', stepId: join, changed: true, durationMs: 7 };
const failed: OperationEvent = {
  type: 'step.failed',
  stepId: join,
  code: 'unavailable',
  message: 'no answer',
};

const after = (...events: OperationEvent[]): OperationView =>
  events.reduce(reduceOperation, initialView);

const states = (view: OperationView) => view.steps.map(({ id, state }) => `${id} ${state}`);

describe('an operation', () => {
  it('is pending, runs, and ends once', () => {
    expect(initialView.state).toBe('pending');
    expect(after({ type: 'operation.started' }).state).toBe('running');
    const finished = { type: 'operation.finished', state: 'failed', reason: 'no' } as const;
    expect(after(finished)).toMatchObject({ state: 'failed', reason: 'no' });
    expect(after(finished, { type: 'operation.started' }).state).toBe('failed');
  });

  it('shows the steps of its plan as waiting, in words', () => {
    expect(after(planned).steps).toMatchObject([
      { id: join, title: 'swarm.join b as worker', state: 'waiting', attempt: 0, host: 'b' },
      { id: 'node.settle b', needs: [join], state: 'waiting' },
    ]);
  });

  it('cancels what has not finished when it ends', () => {
    const ended = { type: 'operation.finished', state: 'cancelled' } as const;
    expect(states(after(planned, started, ended))).toEqual([
      'swarm.join b cancelled',
      'node.settle b cancelled',
    ]);
  });

  it('ignores steps that it does not know', () => {
    expect(after({ ...started, stepId: 'swarm.join z' })).toEqual(initialView);
  });
});

describe('a step', () => {
  it('runs, tells, and is done', () => {
    const progress: OperationEvent = { type: 'step.progress', stepId: join, message: 'waiting' };
    expect(after(planned, started, progress).steps[0]).toMatchObject({
      state: 'running',
      attempt: 1,
      progress: 'waiting',
    });
    const view = after(planned, started, progress, done).steps[0];
    expect(view).toMatchObject({ state: 'done', changed: true, durationMs: 7 });
    expect(view).not.toHaveProperty('progress');
  });

  it('that failed waits again when a plan brings it again, and still says why', () => {
    const view = after(planned, started, failed, planned).steps[0];
    expect(view).toMatchObject({ state: 'waiting', attempt: 1, error: { code: 'unavailable' } });
    const again = after(planned, started, failed, planned, started).steps[0];
    expect(again).toMatchObject({ state: 'running', attempt: 2 });
    expect(again).not.toHaveProperty('error');
  });

  it('that a later plan does not need is done, by whomever', () => {
    const view = after(planned, started, failed, empty);
    expect(states(view)).toEqual(['swarm.join b done', 'node.settle b done']);
    expect(view.steps[0]).not.toHaveProperty('changed');
    expect(view.steps[0]).not.toHaveProperty('error');
  });

  it('is not taken for done when the later plan is blocked', () => {
    const blocked = { ...empty, findings: [blocker('live-restore', 'on')] };
    expect(states(after(planned, blocked))).toEqual([
      'swarm.join b waiting',
      'node.settle b waiting',
    ]);
  });

  it('that ran when the coordinator ended waits again', () => {
    const resumed = { type: 'operation.resumed', reason: 'restarted' } as const;
    expect(states(after(planned, started, resumed))[0]).toBe('swarm.join b waiting');
  });

  it('goes on running when another plan is made meanwhile', () => {
    expect(states(after(planned, started, planned))[0]).toBe('swarm.join b running');
  });

  it('that a later plan brings for the first time comes after the others', () => {
    const more = diff(spec.network('n'), anInventory().member('a').none('b'));
    const view = after(planned, started, done, { ...planned, steps: more.steps.slice(1) });
    expect(states(view)).toEqual([
      'swarm.join b done',
      'node.settle b waiting',
      'network.create n waiting',
    ]);
  });
});
