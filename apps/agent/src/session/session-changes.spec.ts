import { type HostFacts, unseenMachine } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { createLogger } from '@muster/runtime';
import { describe, expect, it } from 'vitest';
import type { Report } from '../inventory/index.js';
import { runSession, type SessionStream } from './session.js';
import { FakeStream } from './testing/fake-stream.js';
import { heldRunner, settle } from './testing/held-runner.js';

const facts: HostFacts = {
  observedAt: '2026-01-01T00:00:00Z',
  follows: true,
  revision: 1,
  machine: { ...unseenMachine, hostname: 'web-1' },
  docker: { kind: 'unknown', reason: 'stopped' },
};
const hello = {
  ...{ host: 'web-1', agentVersion: '1.0.0', protocolVersion: 1, bootId: 'boot' },
  ...{ instanceId: 'instance', reportsChanges: true },
};

describe('a session where changes are wanted', () => {
  it('tells its facts when it is asked, and changes as they come, until it ends', async () => {
    const stream = new FakeStream();
    const abort = new AbortController();
    const listeners = new Set<(report: Report) => void>();
    const reporter = {
      look: async () => facts,
      listen: (listener: (report: Report) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const log = createLogger('test', 'silent');
    const { runner } = heldRunner();
    const ended = runSession(
      stream as unknown as SessionStream,
      { hello, reporter, runner, log, onWelcome: () => undefined },
      abort.signal,
    );
    const said = (kind: string) => stream.said.filter((message) => message.kind === kind);
    expect(listeners.size).toBe(0);
    stream.tell({ welcome: { sessionId: 's', heartbeatPeriodMs: 5_000, wantsChanges: true } });
    await settle();
    expect(said('facts')).toEqual([]);
    stream.tell({ resync: {} });
    await settle();
    expect(said('facts')).toEqual([{ kind: 'facts', facts }]);
    const delta = { base: 1, revision: 2, observedAt: '2026-01-01T00:00:01Z', follows: true };
    for (const listener of listeners) listener({ kind: 'delta', delta });
    expect(said('delta')).toEqual([{ kind: 'delta', delta }]);
    abort.abort(new FleetError('cancelled', 'the test is over'));
    await ended;
    expect(listeners.size).toBe(0);
  });
});
