import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from './logging.js';
import { type Running, runUntilSignal } from './shutdown.js';

const signals = ['SIGTERM', 'SIGINT'] as const;
const log = createLogger('test', 'silent');
const never = () => new Promise<never>(() => undefined);

let stopped: string[];
const aRunning = (parts: Partial<Running> = {}): Running => ({
  stop: async (reason) => {
    stopped.push(reason);
  },
  failed: never(),
  ...parts,
});
const listeners = () => signals.map((name) => process.listenerCount(name));
// Emitted rather than sent: the test runner has listeners of its own, which must not hear it.
const send = (name: NodeJS.Signals) => {
  const ours = process.listeners(name).slice(before[signals.indexOf(name as 'SIGINT')]);
  for (const listener of ours) listener(name);
};
let before: number[];

beforeEach(() => {
  stopped = [];
  before = listeners();
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(listeners()).toEqual(before);
});

describe('runUntilSignal', () => {
  it.each(signals)('stops on %s and ends with 0', async (name) => {
    const code = runUntilSignal(aRunning(), signals, log);
    send(name);
    await expect(code).resolves.toBe(0);
    expect(stopped).toEqual([name]);
  });

  it('does nothing before a signal comes', async () => {
    const code = runUntilSignal(aRunning(), signals, log);
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toEqual([]);
    send('SIGTERM');
    await code;
  });

  it('waits until everything has stopped', async () => {
    const stopping = Promise.withResolvers<undefined>();
    let isOver = false;
    const code = runUntilSignal(aRunning({ stop: () => stopping.promise }), signals, log);
    void code.then(() => (isOver = true));
    send('SIGINT');
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    stopping.resolve(undefined);
    await expect(code).resolves.toBe(0);
  });

  it('ends with 1 when it fails by itself', async () => {
    const failed = Promise.reject(new Error('the port is taken'));
    await expect(runUntilSignal(aRunning({ failed }), signals, log)).resolves.toBe(1);
    expect(stopped).toEqual([]);
  });

  it('ends with 1 when it cannot stop', async () => {
    const stop = () => Promise.reject(new Error('stuck'));
    const code = runUntilSignal(aRunning({ stop }), signals, log);
    send('SIGTERM');
    await expect(code).resolves.toBe(1);
  });

  it.each([
    ['SIGTERM', 'SIGTERM'],
    ['SIGTERM', 'SIGINT'],
    ['SIGINT', 'SIGTERM'],
  ] as const)('ends the process at once on %s followed by %s', async (first, second) => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const stopping = Promise.withResolvers<undefined>();
    const code = runUntilSignal(aRunning({ stop: () => stopping.promise }), signals, log);
    send(first);
    await new Promise((resolve) => setImmediate(resolve));
    expect(exit).not.toHaveBeenCalled();
    send(second);
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
    stopping.resolve(undefined);
    await code;
  });
});
