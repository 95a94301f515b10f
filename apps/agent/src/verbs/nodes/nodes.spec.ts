import { FakeWorld, type FakeEngine } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandArgs } from '@muster/protocol';
import { handlers } from '../index.js';

describe('the verbs of nodes', () => {
  let world: FakeWorld;
  let manager: FakeEngine;
  let worker: FakeEngine;
  let nodeId: string;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    world = new FakeWorld();
    manager = world.addHost('manager');
    worker = world.addHost('worker');
    await manager.initSwarm({ addressPools: [], autolock: false }, signal);
    const joinToken = manager.swarm()?.tokens.worker ?? '';
    const remoteAddress = `${manager.address}:2377`;
    await world.clock.run(worker.joinSwarm({ role: 'worker', joinToken, remoteAddress }, signal));
    const now = worker.standing.seen();
    nodeId = now.kind === 'member' ? now.nodeId : '';
  });
  const ensure = (args: Omit<CommandArgs['ensureNode'], 'nodeId'>) =>
    world.clock.run(handlers.ensureNode({ nodeId, ...args }, world.contextOf(manager)));
  const remove = (force: boolean) =>
    world.clock.run(handlers.ensureNodeRemoved({ nodeId, force }, world.contextOf(manager)));

  it.each<[string, Omit<CommandArgs['ensureNode'], 'nodeId'>]>([
    ['role', { role: 'manager' }],
    ['availability', { availability: 'drain' }],
    ['labels', { labels: { zone: 'a' } }],
  ])('ensureNode sets the %s once', async (_, args) => {
    expect(await ensure(args)).toEqual({ changed: true, value: undefined });
    expect(await manager.node(nodeId, signal)).toMatchObject(args);
    expect(await ensure(args)).toEqual({ changed: false, value: undefined });
  });

  it('ensureNode takes labels away that are not asked for, and leaves them when none are said', async () => {
    await ensure({ labels: { zone: 'a', rack: '1' } });
    expect(await ensure({ availability: 'active' })).toMatchObject({ changed: false });
    expect(await ensure({ labels: { zone: 'a' } })).toMatchObject({ changed: true });
    expect(await manager.node(nodeId, signal)).toMatchObject({ labels: { zone: 'a' } });
  });

  it('ensureNode tells that there is no such node', async () => {
    const acting = handlers.ensureNode({ nodeId: 'nosuch' }, world.contextOf(manager));
    await expect(acting).rejects.toMatchObject({ code: 'not_found' });
  });

  it('ensureNodeRemoved forgets a node that is down, once', async () => {
    await worker.leaveSwarm({ force: false }, signal);
    await world.clock.pass(10_000);
    expect(await remove(false)).toEqual({ changed: true, value: undefined });
    expect(await remove(false)).toEqual({ changed: false, value: undefined });
  });

  it('ensureNodeRemoved removes a node that is not down only by force', async () => {
    await expect(remove(false)).rejects.toMatchObject({ code: 'precondition' });
    expect(await remove(true)).toMatchObject({ changed: true });
  });
});
