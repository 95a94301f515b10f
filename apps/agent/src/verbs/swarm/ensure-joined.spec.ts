import type { FleetError } from '@muster/kernel';
import type { FakeEngine } from '@muster/testkit';
import { FakeWorld } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '../index.js';

describe('ensureJoined', () => {
  let world: FakeWorld;
  let manager: FakeEngine;
  let host: FakeEngine;
  let managerId: string;

  beforeEach(async () => {
    world = new FakeWorld();
    manager = world.addHost('manager');
    host = world.addHost('host');
    managerId = await startSwarm(manager);
  });

  const startSwarm = (engine: FakeEngine) =>
    engine.initSwarm({ addressPools: [], autolock: false }, new AbortController().signal);

  const addressOf = (engine: FakeEngine) => ({
    nodeId: managerId,
    address: `${engine.address}:2377`,
  });
  const nowhere = () => ({ nodeId: managerId, address: '192.0.2.250:2377' });

  const join = (
    asked: {
      role?: 'worker' | 'manager';
      joinToken?: string;
      managers?: { nodeId: string; address: string }[];
    } = {},
    ctx = world.contextOf(host),
  ) => {
    const role = asked.role ?? 'worker';
    const joinToken = asked.joinToken ?? manager.swarm()?.tokens[role] ?? '';
    const managers = asked.managers ?? [addressOf(manager)];
    return world.clock.run(handlers.ensureJoined({ role, joinToken, managers }, ctx));
  };
  const joins = () => host.calls.filter((call) => call === 'joinSwarm').length;
  const faultOf = (joining: Promise<unknown>) =>
    joining.then(
      () => expect.unreachable(),
      (error: unknown) => error as FleetError,
    );

  it.each(['worker', 'manager'] as const)('makes a host in no swarm a %s', async (role) => {
    expect(await join({ role })).toEqual({ changed: true, value: undefined });
    expect(host.standing.seen()).toMatchObject({ kind: 'member', role });
    expect(host.swarm()).toBe(manager.swarm());
  });

  it('changes nothing the second time', async () => {
    await join();
    expect(await join()).toEqual({ changed: false, value: undefined });
    expect(joins()).toBe(1);
  });

  it('refuses when the host is in the swarm in another role, and names the node', async () => {
    await join();
    const fault = await faultOf(join({ role: 'manager' }));
    expect(fault.code).toBe('conflict');
    expect(fault.message).toContain('as a worker, not as a manager: promote or demote node node');
  });

  it('refuses when the host is in another swarm, and names that one', async () => {
    await startSwarm(host);
    const fault = await faultOf(join());
    expect(fault.code).toBe('conflict');
    expect(fault.message).toContain(`in the swarm of ${host.address}:2377`);
    expect(joins()).toBe(0);
  });

  it('waits until the gossip port is free: a host that just left gossips again', async () => {
    host.standing.portReleaseMs = 4_000;
    await startSwarm(host);
    await host.leaveSwarm({ force: true }, new AbortController().signal);
    await join();
    const ctx = world.contextOf(host);
    await world.clock.run(handlers.awaitMembership({ stuckAfterMs: 10_000 }, ctx));
  });

  /** A host whose Engine kept the listener of a swarm that it left, and a way to restart that Engine. */
  const withKeptListener = async () => {
    host.standing.portReleaseMs = 1e9;
    await startSwarm(host);
    await host.leaveSwarm({ force: true }, new AbortController().signal);
    let restarts = 0;
    const restartEngine = async () => {
      restarts += 1;
      host.standing.releasePort();
    };
    return { ctx: { ...world.contextOf(host), restartEngine }, restarts: () => restarts };
  };

  it('restarts an Engine that keeps the port, where it was told how', async () => {
    const { ctx, restarts } = await withKeptListener();
    expect(await join({}, ctx)).toEqual({ changed: true, value: undefined });
    expect(restarts()).toBe(1);
  });

  it('does not restart an Engine under running containers, and names them', async () => {
    const { ctx, restarts } = await withKeptListener();
    host.attach('bridge', 'payroll');
    const fault = await faultOf(join({}, ctx));
    expect(fault).toMatchObject({ code: 'precondition' });
    expect(fault.message).toContain('payroll');
    expect(restarts()).toBe(0);
  });

  it('says that the port is the obstacle when it stays bound, and what frees it', async () => {
    host.standing.portReleaseMs = 1e9;
    await startSwarm(host);
    await host.leaveSwarm({ force: true }, new AbortController().signal);
    const fault = await faultOf(join());
    expect(fault).toMatchObject({ code: 'precondition' });
    expect(fault.message).toContain('port 7946 is still bound');
    expect(fault.message).toContain('restart dockerd on this host');
    expect(joins()).toBe(0);
  });

  it('goes to the next manager when one refuses the connection', async () => {
    const idle = world.addHost('idle');
    await join({ managers: [addressOf(idle), addressOf(manager)] });
    expect(host.swarm()).toBe(manager.swarm());
    expect(joins()).toBe(2);
  });

  it('goes to the next manager when one never answers, leaving no half-join', async () => {
    await join({ managers: [nowhere(), addressOf(manager)] });
    expect(host.swarm()).toBe(manager.swarm());
    expect(host.calls.filter((call) => call === 'leaveSwarm')).toHaveLength(1);
  });

  it('names every manager that was tried in vain', async () => {
    const idle = world.addHost('idle');
    const managers = [
      addressOf(idle),
      { nodeId: managerId, address: `${world.addHost('x').address}:2377` },
    ];
    const fault = await faultOf(join({ managers }));
    expect(fault.code).toBe('unavailable');
    for (const { address } of managers) expect(fault.message).toContain(address);
    expect(host.standing.seen()).toEqual({ kind: 'none' });
  });

  it('does not try further with a join token that is not valid, and does not tell it', async () => {
    const joinToken = `${manager.swarm()?.tokens.worker.slice(0, -3) ?? ''}abc`;
    const ctx = world.contextOf(host);
    const managers = [addressOf(manager), addressOf(manager)];
    const fault = await faultOf(join({ joinToken, managers }, ctx));
    expect(fault.code).toBe('denied');
    expect(joins()).toBe(1);
    const told = [fault.message, String(fault.cause), ...ctx.lines].join();
    expect(told).not.toContain(joinToken);
  });

  it('takes a join that the Engine continues in the background for joining', async () => {
    host.standing.joinMs = 50_000;
    expect(await join()).toMatchObject({ changed: true });
    expect(joins()).toBe(1);
    expect(host.standing.seen()).toMatchObject({ kind: 'member' });
  });

  it('waits for a join that has begun before', async () => {
    host.standing.joinMs = 30_000;
    const joinToken = manager.swarm()?.tokens.worker ?? '';
    const { address: remoteAddress } = addressOf(manager);
    const before = host.joinSwarm(
      { role: 'worker', joinToken, remoteAddress },
      world.clock.deadline(100),
    );
    await expect(world.clock.run(before)).rejects.toMatchObject({ code: 'deadline' });
    expect(await join()).toEqual({ changed: false, value: undefined });
    expect(manager.swarm()?.nodes.size).toBe(2);
  });

  it('leaves a join that leads nowhere when time is over, and tells the state', async () => {
    const fault = await faultOf(join({ managers: [nowhere()] }));
    expect(fault.code).toBe('deadline');
    expect(fault.message).toContain('still trying 192.0.2.250:2377');
    expect(fault.message).toContain('the host left again and is in no swarm');
    expect(host.standing.seen()).toEqual({ kind: 'none' });
  });

  it('says so when it could not leave such a join', async () => {
    const ctx = world.contextOf(host, 30_000);
    const joining = faultOf(join({ managers: [nowhere()] }, ctx));
    world.clock.after(29_000, () => {
      host.isRunning = false;
    });
    const fault = await joining;
    expect(fault.code).toBe('unavailable');
    host.isRunning = true;
    expect(host.standing.seen()).toMatchObject({ kind: 'joining' });
  });

  it('lets the join go on when it is cancelled', async () => {
    const caller = new AbortController();
    const ctx = { ...world.contextOf(host), signal: caller.signal };
    world.clock.after(5_000, () => {
      caller.abort();
    });
    const fault = await faultOf(join({ managers: [nowhere()] }, ctx));
    expect(fault.code).toBe('cancelled');
    expect(host.standing.seen()).toMatchObject({ kind: 'joining' });
  });

  it('leaves a membership that does not work, and joins', async () => {
    host.standing.state = { kind: 'broken', reason: 'certificates have expired' };
    const ctx = world.contextOf(host);
    expect(await join({}, ctx)).toMatchObject({ changed: true });
    expect(host.swarm()).toBe(manager.swarm());
    expect(ctx.lines[0]).toContain('certificates have expired');
  });

  it('tells when the Engine is not there', async () => {
    host.isRunning = false;
    expect(await faultOf(join())).toMatchObject({ code: 'unavailable' });
  });
});
