import { FakeWorld } from '@muster/testkit';
import { describe, expect, it, vi } from 'vitest';
import { handlers } from './index.js';

describe('restartEngine', () => {
  const world = new FakeWorld();

  it('does what the administrator said', async () => {
    const host = world.addHost('idle');
    const restartEngine = vi.fn(() => Promise.resolve());
    const outcome = await handlers.restartEngine({}, { ...world.contextOf(host), restartEngine });
    expect(outcome).toEqual({ changed: true, value: undefined });
    expect(restartEngine).toHaveBeenCalledOnce();
  });

  it('says how it could be allowed where the administrator said nothing', async () => {
    const host = world.addHost('untold');
    await expect(handlers.restartEngine({}, world.contextOf(host))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('--restart-engine') as string,
    });
  });

  it('spares containers that run, and names them', async () => {
    const host = world.addHost('busy');
    host.attach('bridge', 'payroll');
    const restartEngine = vi.fn(() => Promise.resolve());
    const asked = handlers.restartEngine({}, { ...world.contextOf(host), restartEngine });
    await expect(asked).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringContaining('payroll') as string,
    });
    expect(restartEngine).not.toHaveBeenCalled();
  });
});
