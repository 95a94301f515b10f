import { FakeWorld, type FakeEngine } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '../index.js';

const plain = { addressPools: [], autolock: false };

describe('the verbs of a swarm with one host', () => {
  let world: FakeWorld;
  let host: FakeEngine;
  let other: FakeEngine;
  const signal = new AbortController().signal;

  beforeEach(() => {
    world = new FakeWorld();
    host = world.addHost('host');
    other = world.addHost('other');
  });
  const init = () => world.clock.run(handlers.ensureSwarmInitialised(plain, world.contextOf(host)));
  const leave = (force: boolean) =>
    world.clock.run(handlers.ensureLeft({ force }, world.contextOf(host)));
  const joinOther = async (role: 'worker' | 'manager') => {
    await other.initSwarm(plain, signal);
    const joinToken = other.swarm()?.tokens[role] ?? '';
    const remoteAddress = `${other.address}:2377`;
    await world.clock.run(host.joinSwarm({ role, joinToken, remoteAddress }, signal));
  };

  describe('ensureSwarmInitialised', () => {
    it('makes a host in no swarm the first manager', async () => {
      expect(await init()).toEqual({ changed: true, value: undefined });
      expect(host.standing.seen()).toMatchObject({ kind: 'member', role: 'manager' });
    });

    it('changes nothing the second time', async () => {
      await init();
      expect(await init()).toEqual({ changed: false, value: undefined });
    });

    it.each(['worker', 'manager'] as const)(
      'refuses on a %s of a swarm with other managers',
      async (role) => {
        await joinOther(role);
        await expect(init()).rejects.toMatchObject({
          code: 'conflict',
          message: expect.stringContaining(`this host is a ${role}`) as string,
        });
      },
    );

    it('touches no membership that does not work', async () => {
      host.standing.state = { kind: 'broken', reason: 'it is locked' };
      await expect(init()).rejects.toMatchObject({ code: 'precondition' });
      expect(host.calls).not.toContain('leaveSwarm');
    });

    it('waits until the gossip port is free', async () => {
      host.standing.portReleaseMs = 3_000;
      await init();
      await leave(true);
      await init();
      const waiting = handlers.awaitMembership({ stuckAfterMs: 10_000 }, world.contextOf(host));
      await world.clock.run(waiting);
    });
  });

  describe('ensureLeft', () => {
    it('changes nothing on a host in no swarm', async () => {
      expect(await leave(false)).toEqual({ changed: false, value: undefined });
      expect(host.calls).not.toContain('leaveSwarm');
    });

    it('answers when the host is in no swarm and the gossip port is free', async () => {
      host.standing.portReleaseMs = 3_000;
      await joinOther('worker');
      expect(await leave(false)).toEqual({ changed: true, value: undefined });
      expect(host.standing.seen()).toEqual({ kind: 'none' });
      expect(host.standing.gossip).toEqual({ tcp: 'free', udp: 'free' });
    });

    it('does not take a manager out of its swarm unless forced', async () => {
      await init();
      await expect(leave(false)).rejects.toMatchObject({ code: 'precondition' });
      expect(await leave(true)).toMatchObject({ changed: true });
    });

    it('is content when somebody else was faster', async () => {
      await joinOther('worker');
      host.beforeNext('leaveSwarm', () => host.leaveSwarm({ force: false }, signal));
      await leave(false);
      expect(host.standing.seen()).toEqual({ kind: 'none' });
    });

    it.each(['joining', 'broken'] as const)('ends a membership that is %s', async (kind) => {
      host.standing.state = { kind, reason: 'x' };
      expect(await leave(true)).toMatchObject({ changed: true });
      expect(host.standing.seen()).toEqual({ kind: 'none' });
    });

    it('says that the port stays bound', async () => {
      host.standing.portReleaseMs = 1e9;
      await joinOther('worker');
      await expect(leave(false)).rejects.toMatchObject({
        code: 'precondition',
        message: expect.stringContaining('port 7946 is still bound') as string,
      });
    });
  });

  describe('fetchJoinToken', () => {
    it('reads the token of the role on a manager, and changes nothing', async () => {
      await init();
      const outcome = await handlers.fetchJoinToken({ role: 'worker' }, world.contextOf(host));
      expect(outcome).toEqual({ changed: false, value: host.swarm()?.tokens.worker });
    });

    it('is refused elsewhere', async () => {
      const asking = handlers.fetchJoinToken({ role: 'worker' }, world.contextOf(host));
      await expect(asking).rejects.toMatchObject({ code: 'precondition' });
    });
  });
});
