import { FleetError } from '@muster/kernel';
import { FakeWorld, type FakeEngine } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlers, perform } from './index.js';

describe('collectFacts', () => {
  let world: FakeWorld;
  let host: FakeEngine;
  beforeEach(() => {
    world = new FakeWorld();
    host = world.addHost('host');
  });
  const collect = () => world.clock.run(handlers.collectFacts({}, world.contextOf(host)));

  it('tells what machine and Engine say, and when', async () => {
    const { changed, value } = await collect();
    expect(changed).toBe(false);
    expect(value.observedAt).toBe(new Date(world.clock.now()).toISOString());
    expect(value.machine.hostname).toBe('host');
    expect(value.docker).toMatchObject({ kind: 'known', membership: { kind: 'none' } });
  });

  it("tells of a member's certificate, where it can be read", async () => {
    const ctx = world.contextOf(host);
    await world.clock.run(host.initSwarm({ addressPools: [], autolock: false }, ctx.signal));
    expect((await collect()).value.docker).not.toHaveProperty('certificate');
    host.certificate = { notBefore: '2030-01-01T00:00:00Z', notAfter: '2030-04-01T00:00:00Z' };
    expect((await collect()).value.docker).toMatchObject({ certificate: host.certificate });
  });

  it("tells of a member's data path address, where it can be read", async () => {
    const ctx = world.contextOf(host);
    await world.clock.run(host.initSwarm({ addressPools: [], autolock: false }, ctx.signal));
    const docker = async () => (await collect()).value.docker;
    expect(await docker()).not.toHaveProperty('membership.dataPathAddress');
    host.dataPathAddress = '198.51.100.7';
    expect(await docker()).toHaveProperty('membership.dataPathAddress', '198.51.100.7');
  });

  it('tells about the machine also when the Engine cannot be asked, and why it cannot', async () => {
    host.isRunning = false;
    const { value } = await collect();
    expect(value.machine.hostname).toBe('host');
    expect(value.docker).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('is dockerd running?') as string,
    });
  });

  it('does not wait for an Engine that hangs', async () => {
    const engine = Object.create(host) as FakeEngine;
    engine.describe = (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new FleetError('deadline', 'no answer'));
        });
      });
    const ctx = { ...world.contextOf(host), engine };
    const { value } = await world.clock.run(handlers.collectFacts({}, ctx));
    expect(value.docker).toEqual({ kind: 'unknown', reason: 'no answer' });
  });

  it('is found by its kind', async () => {
    const action = { kind: 'collectFacts', args: {} } as const;
    const { value } = await world.clock.run(perform(action, world.contextOf(host)));
    expect(value.machine.hostname).toBe('host');
  });
});
