import type { HostFacts } from '@muster/inventory';
import { createLogger } from '@muster/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionHub } from '../agents/session-hub.js';
import { InventoryKeeper } from './inventory-keeper.js';
import { facts, session } from './testing/host-a.js';

const start = Date.parse('2030-01-01T00:00:00Z');
const never = new AbortController().signal;

let hub: SessionHub;
let keeper: InventoryKeeper;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: start });
  const log = createLogger('test', 'silent');
  hub = new SessionHub(log);
  keeper = new InventoryKeeper(hub, log);
  vi.spyOn(hub, 'session').mockReturnValue(session);
  hub.events.emit('connected', session);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A look that takes so long, by a host whose clock says `observedAt` on the way. Milliseconds. */
const look = (tookMs: number, observedAt: string) => {
  vi.spyOn(hub, 'dispatch').mockImplementation(async () => {
    vi.advanceTimersByTime(tookMs);
    const value: HostFacts = { ...facts, observedAt };
    return { changed: false, value };
  });
  return keeper.observe(['a'], 0, never);
};

describe('the record of a host', () => {
  it("says when it was looked at by the coordinator's clock, and how its own clock differs", async () => {
    vi.advanceTimersByTime(1_000);
    const { hosts } = await look(200, '2030-01-01T00:10:01.100Z');
    expect(hosts['a']).toMatchObject({
      seenAt: '2030-01-01T00:00:01.000Z',
      clock: { offsetMs: 600_000, errorMs: 100 },
    });
  });

  it('says nothing of a clock that the last look did not tell', async () => {
    vi.advanceTimersByTime(1_000);
    await look(200, '2030-01-01T00:00:01.100Z');
    vi.advanceTimersByTime(1_000);
    const { hosts } = await look(200, 'now');
    expect(hosts['a']).toMatchObject({ seenAt: '2030-01-01T00:00:02.200Z' });
    expect(hosts['a']).not.toHaveProperty('clock');
  });

  it('takes what an agent tells unasked for as old as its session', () => {
    vi.advanceTimersByTime(2_000);
    hub.events.emit('facts', 'a', { ...facts, observedAt: '2030-01-01T00:00:01.500Z' });
    expect(keeper.inventory.hosts['a']).toMatchObject({
      seenAt: '2030-01-01T00:00:00.000Z',
      clock: { offsetMs: 500, errorMs: 1_000 },
    });
  });
});
