import type { OperationEvent } from '@muster/plan';
import { describe, expect, it } from 'vitest';
import { journal, joining, noonMs } from '../testing/samples.js';
import { lineOf } from './line.js';
import { frame } from './live.js';
import { foldProgress, initialProgress, type Progress } from './progress.js';
import { plainStyle } from '../text/style.js';

const fold = (events: readonly (OperationEvent & { at: string })[]): Progress =>
  events.reduce(foldProgress, initialProgress);

const show = (progress: Progress, rows = 30, columns = 100) =>
  frame(progress, noonMs + 5_000, { columns, rows }, plainStyle).split('\n');

const network = {
  name: 'app',
  attachable: true,
  internal: false,
  encrypted: false,
  ingress: false,
  ...{ subnets: [], vnis: [], options: {}, labels: {} },
};

/** Joins of many hosts and one network. */
const planOf = (hosts: number): OperationEvent => ({
  type: 'plan.made',
  findings: [],
  steps: [
    ...Array.from({ length: hosts }, (_, index) => ({
      id: `swarm.join h${index}`,
      kind: 'swarm.join' as const,
      args: { host: `h${index}`, role: 'worker' as const },
      needs: [],
      reason: '',
    })),
    { id: 'network.create app', kind: 'network.create', args: { network }, needs: [], reason: '' },
  ],
});

describe('the moving table', () => {
  it('has a line a host with its step and the time since it began', () => {
    const lines = show(fold(joining.slice(0, 4)));
    expect(lines[0]).toBe('running: 0 of 1 step done, 5.0 s');
    expect(lines[1]).toMatch(
      /^host-2 +swarm\.join host-2 as worker +running +3\.0 s +waiting for the node$/,
    );
  });

  it('shows steps of the whole fleet below the hosts, also once a manager was chosen', () => {
    const started = { type: 'step.started', stepId: 'network.create app', host: 'h0' } as const;
    const lines = show(fold(journal({ type: 'operation.started' }, planOf(2), started)));
    expect(lines[1]).toMatch(/^h0 +swarm\.join h0 as worker +waiting/);
    expect(lines[3]).toMatch(/^h0 +network\.create app \(attachable\) +running/);
  });

  it.each([12, 30, 200])('stays within %i rows with 64 hosts and counts the others', (rows) => {
    const running = { type: 'step.started', stepId: 'swarm.join h60' } as const;
    const failed = {
      type: 'step.failed',
      stepId: 'swarm.join h50',
      code: 'denied',
      message: 'wrong token',
    } as const;
    const progress = fold(journal({ type: 'operation.started' }, planOf(64), running, failed));
    const lines = show(progress, rows);
    expect(lines.length).toBeLessThan(Math.min(rows, 26));
    expect(lines.join('\n')).toMatch(/^h60 .*running/m);
    expect(lines.join('\n')).toMatch(/^h50 .*failed +wrong token$/m);
    expect(lines.at(-1)).toMatch(/^… and \d+ more hosts: \d+ waiting$/);
  });

  it('cuts long lines instead of wrapping them', () => {
    for (const line of show(fold(joining.slice(0, 4)), 30, 40))
      expect(line.length).toBeLessThan(40);
  });
});

describe('a line', () => {
  const lines = (events: readonly (OperationEvent & { at: string })[]) =>
    events.map((event, index) =>
      lineOf(event, fold(events.slice(0, index + 1))).slice('12:00:00 '.length),
    );

  it('is made of every event', () => {
    expect(lines(joining)).toEqual([
      '-  operation … started',
      '-  plan … 1 step',
      'host-2  swarm.join host-2 as worker … started',
      'host-2  swarm.join host-2 as worker … waiting for the node',
      'host-2  swarm.join host-2 as worker … done (1.2 s)',
      '-  operation … succeeded',
    ]);
  });

  it('tells failures, resumption, new plans and steps that nobody announced', () => {
    const finding = {
      id: 'x',
      severity: 'blocker',
      path: '',
      hosts: [],
      message: 'no quorum',
      remedy: [],
    } as const;
    const events = journal(
      planOf(1),
      { type: 'operation.resumed', reason: 'the coordinator was restarted' },
      { type: 'plan.made', steps: [], findings: [finding] },
      { type: 'plan.made', steps: [], findings: [] },
      { type: 'step.failed', stepId: 'swarm.join h0', code: 'denied', message: 'wrong\ntoken' },
      { type: 'step.finished', stepId: 'node.settle z', changed: false, durationMs: 50 },
      { type: 'operation.finished', state: 'failed', reason: 'h0 never joined' },
    );
    expect(lines(events).slice(1)).toEqual([
      '-  operation … resumed: the coordinator was restarted',
      '-  planned again … blocked: no quorum',
      '-  planned again … nothing is left to do',
      'h0  swarm.join h0 as worker … failed: wrong token (denied)',
      '-  node.settle z … done (0.1 s, nothing to change)',
      '-  operation … failed: h0 never joined',
    ]);
  });
});
