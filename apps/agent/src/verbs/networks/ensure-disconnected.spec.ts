import { FakeWorld, type FakeEngine, overlay } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '../index.js';

describe('ensureDisconnected', () => {
  let world: FakeWorld;
  let manager: FakeEngine;
  const signal = new AbortController().signal;
  const disconnected = (...containers: readonly string[]) =>
    world.clock.run(
      handlers.ensureDisconnected({ network: 'app', containers }, world.contextOf(manager)),
    );
  const idOf = (name: string) =>
    manager.attachments.get('app')?.find((it) => it.name === name)?.containerId ?? '';

  beforeEach(async () => {
    world = new FakeWorld();
    manager = world.addHost('manager');
    await manager.initSwarm({ addressPools: [], autolock: false }, signal);
    await world.clock.run(
      handlers.ensureNetworkPresent(overlay('app', { attachable: true }), world.contextOf(manager)),
    );
    manager.attach('app', 'guest');
    manager.attach('app', 'other');
  });

  it('takes those that are named off, and changes nothing the second time', async () => {
    const id = idOf('guest');
    expect(await disconnected(id)).toMatchObject({ changed: true });
    expect(manager.attachments.get('app')?.map(({ name }) => name)).toEqual(['other']);
    expect(await disconnected(id)).toMatchObject({ changed: false });
  });

  it('touches nobody where one belongs to a service', async () => {
    manager.attach('app', 'web');
    const task = { taskId: 't', serviceId: 's', service: 'web' };
    const all = manager.attachments.get('app') ?? [];
    const isTask = (name: string) => name === 'web';
    manager.attachments.set(
      'app',
      all.map((it) => (isTask(it.name) ? { ...it, task } : it)),
    );
    const acting = disconnected(idOf('guest'), idOf('web'));
    await expect(acting).rejects.toMatchObject({ code: 'precondition' });
    expect(manager.attachments.get('app')).toHaveLength(3);
  });
});
