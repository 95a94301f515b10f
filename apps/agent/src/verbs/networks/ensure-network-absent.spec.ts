import type { CreateOverlay } from '@muster/docker';
import { FakeWorld, type FakeEngine, overlay } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '../index.js';

describe('ensureNetworkAbsent', () => {
  let world: FakeWorld;
  let manager: FakeEngine;
  const signal = new AbortController().signal;
  const present = (args: CreateOverlay) =>
    world.clock.run(handlers.ensureNetworkPresent(args, world.contextOf(manager)));
  const absent = (name: string, host = manager) =>
    world.clock.run(handlers.ensureNetworkAbsent({ name, ingress: false }, world.contextOf(host)));
  const names = () => [...(manager.swarm()?.networks.values() ?? [])].map(({ name }) => name);

  beforeEach(async () => {
    world = new FakeWorld();
    manager = world.addHost('manager');
    await manager.initSwarm({ addressPools: [], autolock: false }, signal);
  });

  it('waits for a container that has just left', async () => {
    await present(overlay('app', { attachable: true }));
    manager.attach('app', 'guest');
    world.clock.after(1_000, () => {
      manager.detach('app');
    });
    expect(await absent('app')).toMatchObject({ changed: true });
  });

  it('removes the network, and changes nothing the second time', async () => {
    await present(overlay('app'));
    expect(await absent('app')).toEqual({ changed: true, value: undefined });
    expect(names()).not.toContain('app');
    expect(await absent('app')).toEqual({ changed: false, value: undefined });
  });

  it('does not remove a network to which something is attached', async () => {
    await present(overlay('app', { attachable: true }));
    manager.attach('app', 'guest');
    await expect(absent('app')).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringContaining("the network 'app'") as string,
    });
  });

  it('does not touch networks of the host alone', async () => {
    expect(await absent('bridge')).toMatchObject({ changed: false });
  });

  it('keeps the routing mesh', async () => {
    await expect(absent('ingress')).rejects.toMatchObject({ code: 'precondition' });
  });

  it('does not claim on a worker that there is none', async () => {
    const worker = world.addHost('worker');
    const joinToken = manager.swarm()?.tokens.worker ?? '';
    const remoteAddress = `${manager.address}:2377`;
    await world.clock.run(worker.joinSwarm({ role: 'worker', joinToken, remoteAddress }, signal));
    await present(overlay('app'));
    await expect(absent('app', worker)).rejects.toMatchObject({ code: 'precondition' });
  });

  it('is content when somebody else was faster', async () => {
    await present(overlay('app'));
    const id = (await manager.listNetworks({ names: ['app'] }, signal))[0]?.id ?? '';
    manager.beforeNext('removeNetwork', () => manager.removeNetwork(id, signal));
    expect(await absent('app')).toMatchObject({ changed: true });
  });
});
