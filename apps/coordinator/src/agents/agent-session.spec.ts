import { EventEmitter } from 'node:events';
import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { AgentSession, type SessionCall, type SessionListener } from './agent-session.js';
import { hello, limits } from './testing/stand.js';

const graceMs = 20;

/** A session whose stream is only events. */
function session() {
  const call = Object.assign(new EventEmitter(), { write: () => true });
  const listener = { opened: vi.fn(), facts: vi.fn(), delta: vi.fn(), ended: vi.fn() };
  const told: SessionListener = listener;
  new AgentSession(call as unknown as SessionCall, told, { ...limits, graceMs });
  call.emit('data', { ...hello('web-1'), message: 'hello' });
  return { call, listener };
}

/** Nothing else happens in this process meanwhile. */
function busy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('a heartbeat that came while the coordinator was busy counts before the silence', async () => {
  const { call, listener } = session();
  expect(listener.opened).toHaveBeenCalledOnce();
  await nextRound();
  // From here on timers that are due come first, then what was read.
  setImmediate(() => call.emit('data', { message: 'heartbeat', heartbeat: {} }));
  busy(2 * graceMs);
  await nextRound();
  await nextRound();
  expect(listener.ended).not.toHaveBeenCalled();
  await vi.waitFor(() => {
    expect(listener.ended).toHaveBeenCalledOnce();
  });
});
