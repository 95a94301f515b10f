import { FakeWorld, type FakeEngine } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '../index.js';

describe('awaitMembership', () => {
  let world: FakeWorld;
  let host: FakeEngine;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    world = new FakeWorld();
    host = world.addHost('host');
    const manager = world.addHost('manager');
    await manager.initSwarm({ addressPools: [], autolock: false }, signal);
    joining = () =>
      host.joinSwarm(
        {
          role: 'worker',
          joinToken: manager.swarm()?.tokens.worker ?? '',
          remoteAddress: `${manager.address}:2377`,
        },
        signal,
      );
  });
  let joining: () => Promise<void>;
  const join = () => world.clock.run(joining());
  const wait = (timeoutMs?: number) =>
    world.clock.run(
      handlers.awaitMembership({ stuckAfterMs: 15_000 }, world.contextOf(host, timeoutMs)),
    );

  it('is content with a member that gossips and has ingress and docker_gwbridge', async () => {
    await join();
    expect(await wait()).toEqual({ changed: false, value: undefined });
    expect(host.standing).toMatchObject({ hasIngress: true, hasGwbridge: true });
  });

  it('asks the Engine little: not while /proc shows that something is missing, and /info seldom', async () => {
    await join();
    const asked = (what: string) => host.calls.filter((call) => call === what).length;
    await wait();
    expect(asked('listNetworks')).toBeLessThanOrEqual(2);
    expect(asked('membership')).toBeLessThanOrEqual(4);
    const before = asked('membership');
    await wait();
    expect(asked('membership')).toBe(before);
  });

  it('waits for a join that goes on', async () => {
    host.standing.joinMs = 15_000;
    const joined = joining();
    await wait();
    await joined;
  });

  it('calls a member stuck that never gossips, but not too early', async () => {
    host.standing.neverGossipNext = 1;
    await join();
    const before = world.clock.now();
    const waiting = wait();
    await expect(waiting).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringMatching(/^stuck: .*nothing is bound on port 7946/) as string,
    });
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(15_000);
  });

  it('calls a member stuck whose port is bound, but nothing comes of it, after twice the time', async () => {
    host.standing.neverGossipNext = 1;
    await join();
    const machine = {
      ...host.machine,
      gossipPort: async () => ({ tcp: 'bound', udp: 'bound' }) as const,
      gossipUdp: async () => 'bound' as const,
    };
    const before = world.clock.now();
    const ctx = { ...world.contextOf(host), machine };
    const waiting = world.clock.run(handlers.awaitMembership({ stuckAfterMs: 15_000 }, ctx));
    await expect(waiting).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringContaining('maybe still for a former swarm') as string,
    });
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(30_000);
  });

  it('is not misled by a docker_gwbridge that stayed from an earlier swarm', async () => {
    host.standing.hasGwbridge = true;
    host.standing.neverGossipNext = 1;
    await join();
    await expect(wait()).rejects.toMatchObject({ code: 'precondition' });
  });

  it('names what is missing when time is over', async () => {
    await join();
    await expect(wait(2_000)).rejects.toMatchObject({
      code: 'deadline',
      message: expect.stringContaining('the interface docker_gwbridge is missing') as string,
    });
  });

  it('says at once that a host in no swarm will not get there', async () => {
    await expect(wait()).rejects.toMatchObject({ code: 'precondition' });
  });

  it('says at once why a membership does not work', async () => {
    host.standing.state = { kind: 'broken', reason: 'it is locked' };
    await expect(wait()).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringContaining('it is locked') as string,
    });
  });

  it('does not take a port whose state cannot be read for a bound one', async () => {
    await join();
    const machine = {
      ...host.machine,
      gossipPort: async () => ({ tcp: 'unknown', udp: 'unknown' }) as const,
      gossipUdp: async () => 'unknown' as const,
    };
    const ctx = { ...world.contextOf(host, 20_000), machine };
    const waiting = world.clock.run(handlers.awaitMembership({ stuckAfterMs: 5_000 }, ctx));
    await expect(waiting).rejects.toMatchObject({
      code: 'deadline',
      message: expect.stringContaining('whether TCP 7946 is bound cannot be read') as string,
    });
  });
});
