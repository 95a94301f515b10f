import { status } from '@grpc/grpc-js';
import { type HostFacts, unseenMachine } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { type AgentMessage, type Command, type SessionResponse } from '@muster/protocol';
import { createLogger } from '@muster/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandRunner } from './command-runner.js';
import { runSession, type SessionDeps, type SessionStream } from './session.js';
import { FakeStream } from './testing/fake-stream.js';

const facts: HostFacts = {
  observedAt: '2026-01-01T00:00:00Z',
  follows: false,
  machine: { ...unseenMachine, hostname: 'web-1' },
  docker: { kind: 'unknown', reason: 'stopped' },
};
const hello = {
  host: 'web-1',
  agentVersion: '1.0.0',
  protocolVersion: 1,
  bootId: 'boot',
  instanceId: 'instance',
  reportsChanges: true,
};
const welcome: SessionResponse = { welcome: { sessionId: 's', heartbeatPeriodMs: 5_000 } };
const leave = (id: string): SessionResponse => ({
  command: { id, timeoutMs: 60_000, ensureLeft: { force: false } },
});

let stream: FakeStream;
let finish: () => void;
let begun: Command['action'][];
let welcomes: number;
let deps: SessionDeps;
let abort: AbortController;

beforeEach(() => {
  // AbortSignal.timeout, which the runner uses, is not among the timers that can be faked, and needs not be.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  stream = new FakeStream();
  begun = [];
  welcomes = 0;
  abort = new AbortController();
  const gate = Promise.withResolvers<undefined>();
  finish = () => gate.resolve(undefined);
  deps = {
    hello,
    log: createLogger('test', 'silent'),
    onWelcome: () => (welcomes += 1),
    reporter: { look: async () => facts, listen: () => () => undefined },
    runner: new CommandRunner(async (action) => {
      begun.push(action);
      await gate.promise;
      return { changed: true, value: undefined };
    }),
  };
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A session whose end can be looked at without waiting. */
function start(extra: Partial<SessionDeps> = {}) {
  const session = { end: undefined as FleetError | undefined };
  const ended = runSession(
    stream as unknown as SessionStream,
    { ...deps, ...extra },
    abort.signal,
  ).then((reason) => (session.end = reason));
  return { session, ended };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const said = (kind: AgentMessage['kind']) => stream.said.filter((message) => message.kind === kind);
const stop = async (ended: Promise<FleetError>) => {
  abort.abort(new FleetError('cancelled', 'the test is over'));
  await ended;
};

describe('a session', () => {
  it('says Hello first, and nothing else before it is welcomed', async () => {
    const { ended } = start();
    vi.advanceTimersByTime(9_999);
    await settle();
    expect(stream.said).toEqual([{ kind: 'hello', hello }]);
    await stop(ended);
  });

  it('tells what it sees once it is welcomed, and beats at the period that it was given', async () => {
    const { ended } = start();
    stream.tell(welcome);
    await settle();
    expect(welcomes).toBe(1);
    expect(said('facts')).toEqual([{ kind: 'facts', facts }]);
    expect(said('heartbeat')).toHaveLength(0);
    vi.advanceTimersByTime(4_999);
    expect(said('heartbeat')).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(said('heartbeat')).toHaveLength(1);
    vi.advanceTimersByTime(25_000);
    expect(said('heartbeat')).toHaveLength(6);
    await stop(ended);
  });

  it('lives on when the host cannot be looked at', async () => {
    const { session, ended } = start({
      reporter: {
        look: () => Promise.reject(new Error('no /proc')),
        listen: () => () => undefined,
      },
    });
    stream.tell(welcome);
    await settle();
    expect(session.end).toBeUndefined();
    vi.advanceTimersByTime(5_000);
    expect(said('heartbeat')).toHaveLength(1);
    await stop(ended);
  });

  it('does commands and sends back each result', async () => {
    const { ended } = start();
    stream.tell(welcome);
    stream.tell(leave('c1'));
    await settle();
    expect(begun).toEqual([{ kind: 'ensureLeft', args: { force: false } }]);
    finish();
    await settle();
    const outcome = { changed: true, value: undefined };
    expect(said('result')).toEqual([{ kind: 'result', result: { id: 'c1', ok: true, outcome } }]);
    await stop(ended);
  });

  it('cancels the command that it is told to', async () => {
    const { ended } = start();
    stream.tell(welcome);
    stream.tell(leave('c1'));
    stream.tell(leave('c2'));
    stream.tell({ cancel: { id: 'c2' } });
    await settle();
    expect(said('result')).toMatchObject([
      { result: { id: 'c2', ok: false, error: { code: 'cancelled' } } },
    ]);
    finish();
    await stop(ended);
  });

  it('answers a verb that it does not know, and lives on', async () => {
    const { session, ended } = start();
    stream.tell(welcome);
    stream.tell({ command: { id: 'c9', timeoutMs: 1 } });
    await settle();
    expect(said('result')).toMatchObject([
      { result: { id: 'c9', ok: false, error: { code: 'unsupported' } } },
    ]);
    expect(session.end).toBeUndefined();
    await stop(ended);
  });
});

describe('a session ends', () => {
  it('when no welcome comes', async () => {
    const { ended } = start();
    vi.advanceTimersByTime(30_000);
    await expect(ended).resolves.toMatchObject({ code: 'deadline' });
    expect(stream.isCancelled).toBe(true);
  });

  it.each<[string, SessionResponse]>([
    ['an empty message', {}],
    ['a welcome without a period', { welcome: { sessionId: 's' } }],
    ['a second welcome', welcome],
    ['a command without arguments that it needs', { command: { id: 'c', fetchJoinToken: {} } }],
  ])('on %s', async (_, message) => {
    const { ended } = start();
    stream.tell(welcome);
    await settle();
    stream.tell(message);
    await expect(ended).resolves.toMatchObject({ code: 'invalid' });
    expect(stream.isCancelled).toBe(true);
    expect(begun).toEqual([]);
  });

  it('when the coordinator closes it', async () => {
    const { ended } = start();
    stream.emit('end');
    await expect(ended).resolves.toMatchObject({ code: 'unavailable' });
  });

  it('with what the coordinator says when it fails', async () => {
    const { ended } = start();
    const details = 'a newer session took over';
    stream.emit('error', Object.assign(new Error('10'), { code: status.ABORTED, details }));
    await expect(ended).resolves.toMatchObject({
      code: 'conflict',
      message: `session: ${details}`,
    });
  });

  it('when the coordinator does not read', async () => {
    const { ended } = start();
    stream.tell(welcome);
    await settle();
    stream.hasRoom = false;
    vi.advanceTimersByTime(5_000);
    vi.advanceTimersByTime(15_000);
    await expect(ended).resolves.toMatchObject({ code: 'exhausted' });
  });

  it('when the agent is told to stop, also before it began', async () => {
    abort.abort(new FleetError('cancelled', 'SIGTERM'));
    const { ended } = start();
    await expect(ended).resolves.toMatchObject({ code: 'cancelled', message: 'SIGTERM' });
    expect(stream.isCancelled).toBe(true);
  });

  it('once: what comes after it is ignored', async () => {
    const { ended } = start();
    stream.tell(welcome);
    await settle();
    stream.emit('end');
    await ended;
    const before = stream.said.length;
    stream.tell(leave('late'));
    stream.tell(welcome);
    vi.advanceTimersByTime(60_000);
    await settle();
    expect(begun).toEqual([]);
    expect(stream.said).toHaveLength(before);
    expect(welcomes).toBe(1);
  });

  it('without its commands: they go on, and the next session hears the first answer', async () => {
    const first = start();
    stream.tell(welcome);
    stream.tell(leave('c1'));
    await settle();
    stream.emit('end');
    await first.ended;
    stream = new FakeStream();
    const { ended } = start();
    stream.tell(welcome);
    stream.tell(leave('c1'));
    finish();
    await settle();
    expect(begun).toHaveLength(1);
    expect(said('result')).toMatchObject([{ result: { id: 'c1', ok: true } }]);
    await stop(ended);
  });
});
