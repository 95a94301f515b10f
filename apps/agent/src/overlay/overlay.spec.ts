import type { CommandArgs } from '@muster/protocol';
import { type FakeEngine, FakeWorld } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { HostOverlayCheck } from './host-overlay-check.js';
import { imageOf, verificationLabel } from './names.js';
import { sweep } from './sweep.js';

const verificationId = '0123456789abcdef';
const program = {
  node: '/usr/bin/node',
  script: '/usr/lib/muster/overlay-probe.mjs',
  inImage: false,
  libraries: ['/usr'],
};
const lifetimeMs = 60_000;
// Without identifiers nobody watches the wire: that takes a packet filter.
const prepare = { verificationId, lifetimeMs, dataPathPort: 4789, vnis: [] };
const report = {
  index: 1,
  addresses: ['10.0.1.2'],
  mtu: 1450,
  resolved: [],
  sent: [],
  received: [],
};

describe("a host's part in a verification", () => {
  let world: FakeWorld;
  let manager: FakeEngine;
  let worker: FakeEngine;
  let networkId: string;
  let order: CommandArgs['startVerification'];
  let checks: Map<FakeEngine, HostOverlayCheck>;

  const context = (engine: FakeEngine) => world.contextOf(engine);
  const on = (engine: FakeEngine): HostOverlayCheck => {
    const check = checks.get(engine);
    if (check === undefined) throw new Error('no such host');
    return check;
  };
  const run = <T>(promise: Promise<T>): Promise<T> => world.clock.run(promise);

  beforeEach(async () => {
    world = new FakeWorld();
    [manager, worker] = [world.addHost('a'), world.addHost('b')];
    const { signal } = context(manager);
    const addressPools: string[] = [];
    await manager.initSwarm({ addressPools, autolock: false }, signal);
    const joinToken = await manager.joinToken('worker', signal);
    const remoteAddress = `${manager.address}:2377`;
    await run(worker.joinSwarm({ role: 'worker', joinToken, remoteAddress }, signal));
    networkId = await manager.createOverlay(
      {
        name: 'app',
        attachable: false,
        internal: false,
        encrypted: false,
        ingress: false,
        ...{ subnets: [], vnis: [], options: {}, labels: {} },
      },
      signal,
    );
    const nodes = [...(manager.swarm()?.nodes.values() ?? [])];
    order = {
      ...{ verificationId, networkId, nonce: 'fedcba9876543210', otherNodeIds: [], keep: [] },
      nodeIds: nodes.map(({ nodeId }) => nodeId),
      groups: [{ program, hosts: [1, 2] }],
      ...{
        subnets: ['10.0.1.0/24'],
        withVip: false,
        bulkBytes: 1_000,
        lifetimeMs,
        namePatienceMs: 3_000,
        answerPatienceMs: 3_000,
      },
    };
    checks = new Map(
      [manager, worker].map((engine) => [
        engine,
        new HostOverlayCheck({ program, contextFor: () => context(engine) }),
      ]),
    );
    for (const engine of [manager, worker]) {
      engine.program = (container, signal) => {
        if (signal === undefined) container.output += '{"started":true}\n';
        if (signal === 'SIGUSR2') container.output += '{"done":true}\n';
        if (signal !== 'SIGTERM') return;
        container.output += `${JSON.stringify({ report })}\n`;
        container.isRunning = false;
      };
    }
  });

  const watched = async () => {
    const watch = { verificationId, waitMs: 10_000, expected: 2 };
    return run(on(manager).watch(watch, context(manager)));
  };
  const begin = async () => {
    for (const engine of [manager, worker]) await on(engine).prepare(prepare, context(engine));
    await on(manager).start(order, context(manager));
    return watched();
  };

  it('goes from nothing over a report to nothing', async () => {
    const tasks = await begin();
    expect(tasks.map(({ running }) => running)).toEqual([true, true]);
    await run(on(worker).await({ verificationId }, context(worker)));
    const told = await run(on(worker).collect({ verificationId }, context(worker)));
    expect(told).toEqual({
      task: report,
      wire: { kind: 'unknown', reason: 'the identifiers of the network (VNI) are not known' },
    });
    await on(manager).end({ verificationId, keep: [] }, context(manager));
    for (const engine of [manager, worker]) {
      await run(on(engine).clear({ verificationId }, context(engine)));
      expect(engine.imagesHere.size + engine.containersHere.size).toBe(0);
    }
    expect(await manager.services({ label: verificationLabel }, context(manager).signal)).toEqual(
      [],
    );
  });

  it('answers the same when it is asked twice', async () => {
    await begin();
    await on(manager).prepare(prepare, context(manager));
    expect(await on(manager).start(order, context(manager))).toBe(false);
    await run(on(worker).await({ verificationId }, context(worker)));
    const first = await run(on(worker).collect({ verificationId }, context(worker)));
    expect(await run(on(worker).collect({ verificationId }, context(worker)))).toEqual(first);
    await on(manager).end({ verificationId, keep: [] }, context(manager));
    expect(await on(manager).end({ verificationId, keep: [] }, context(manager))).toBe(false);
    expect(await run(on(worker).clear({ verificationId }, context(worker)))).toBe(true);
    expect(await run(on(worker).clear({ verificationId }, context(worker)))).toBe(false);
  });

  it('tells why a task did not start, in the words of the Engine', async () => {
    worker.cannotStart = 'starting container failed: no space left on device';
    const tasks = await begin();
    expect(tasks.map(({ running }) => running)).toEqual([true, false]);
    expect(tasks[1]?.detail).toBe('starting container failed: no space left on device');
  });

  it('does not wait for ever for a task that never comes', async () => {
    await on(manager).prepare(prepare, context(manager));
    worker.isRunning = false;
    await on(manager).start(order, context(manager));
    const tasks = await watched();
    expect(tasks.find(({ nodeId }) => nodeId === order.nodeIds[1])).toMatchObject({
      running: false,
      detail: 'preparing: preparing',
    });
  });

  it('says so when its task ended before it had sent', async () => {
    worker.program = (container) => {
      container.isRunning = false;
    };
    await begin();
    const waiting = run(on(worker).await({ verificationId }, context(worker)));
    await expect(waiting).rejects.toMatchObject({
      code: 'precondition',
      message: 'its task has ended',
    });
  });

  it.each([
    ['another program', { ...program, node: '/bin/sh' }],
    ['another script', { ...program, script: '/tmp/evil.mjs' }],
    ['a way around', { ...program, script: '/usr/../tmp/overlay-probe.mjs' }],
    ['a folder with secrets', { ...program, libraries: ['/etc'] }],
  ])('starts nothing but its own: not %s', async (_, other) => {
    const wrong = { ...order, groups: [{ program: other, hosts: [1, 2] }] };
    await expect(on(manager).start(wrong, context(manager))).rejects.toMatchObject({
      code: 'denied',
    });
    expect(await manager.services({ label: verificationLabel }, context(manager).signal)).toEqual(
      [],
    );
  });

  it('ends those that nobody keeps before it starts the next', async () => {
    await begin();
    const next = '00000000000000aa';
    await on(manager).start({ ...order, verificationId: next, keep: [] }, context(manager));
    const left = await manager.services({ label: verificationLabel }, context(manager).signal);
    expect(left.map(({ labels }) => labels[verificationLabel])).toEqual([next]);
  });

  describe('swept', () => {
    it('leaves what is going on', async () => {
      await begin();
      expect(await sweep([verificationId], context(manager))).toBe(true);
      expect(manager.imagesHere.has(imageOf(verificationId))).toBe(true);
      expect(manager.containersHere.size).toBe(1);
    });

    it('of an earlier life goes when its time is over, once nothing runs from it', async () => {
      await begin();
      await world.clock.pass(lifetimeMs + 1_000);
      expect(await sweep([], context(worker))).toBe(true);
      expect(await sweep([], context(manager))).toBe(true);
      await world.clock.pass(1_000);
      for (const engine of [manager, worker]) {
        expect(await sweep([], context(engine))).toBe(false);
        expect(engine.imagesHere.size + engine.containersHere.size).toBe(0);
      }
    });

    it('for a coordinator that knows what goes on, goes at once, also on a worker', async () => {
      await begin();
      for (const engine of [worker, manager]) {
        const kept = await on(engine).sweepBut({ keep: [verificationId] }, context(engine));
        expect(kept).toBe(false);
        expect(engine.imagesHere.size).toBe(1);
      }
      expect(await on(manager).sweepBut({ keep: [] }, context(manager))).toBe(true);
      await world.clock.pass(1_000);
      for (const engine of [worker, manager]) {
        await on(engine).sweepBut({ keep: [] }, context(engine));
        expect(engine.imagesHere.size + engine.containersHere.size).toBe(0);
      }
    });

    it('touches no image of anybody else', async () => {
      manager.imagesHere.set('127.0.0.1:1/muster/probe-not:1', {});
      expect(await sweep([], context(manager))).toBe(false);
      expect(manager.imagesHere.size).toBe(1);
    });
  });
});
