import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blackHole, iptablesFault } from './world/fault.ts';
import { specText, writeSpec } from './world/spec.ts';
import {
  nothingIsLeft,
  verificationLeft,
  verifyNetwork,
  wrongPairs,
} from './world/verification.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

const networks = [
  '{ name: backend }',
  '{ name: shared, attachable: true }',
  '{ name: inner, internal: true }',
];

describe('networks of three hosts are verified by packets', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-verify', hosts: 3, image: false });
  });
  afterAll(() => world.down());
  afterEach(async () => {
    if (world.coordinator?.running === true) await nothingIsLeft(world);
  });

  const readiness = async (): Promise<Record<string, unknown>> => {
    const { stdout } = await world.muster(['networks', 'ls', '-o', 'json']);
    const list = JSON.parse(stdout) as { networks: { name: string; ready: unknown }[] };
    return Object.fromEntries(list.networks.map(({ name, ready }) => [name, ready]));
  };

  it('`up` verifies what it makes: for services, attachable and internal', async () => {
    const spec = writeSpec(world, specText(world, { networks }));
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    const all = { backend: true, shared: true, inner: true, ingress: null };
    expect(await readiness(), stdout).toEqual(all);
  });

  it('all ordered pairs pass, with a figure, and its VXLAN is seen on the wire', async () => {
    const seen = await verifyNetwork(world, 'backend');
    expect(seen).toMatchObject({ code: 0, verdict: 'pass' });
    expect(seen.pairs).toHaveLength(6);
    for (const { bitsPerSecond } of seen.pairs) expect(bitsPerSecond).toBeGreaterThan(100_000);
    expect(seen.encryption).toMatchObject({ state: 'n/a' });
    expect(seen.encryption.plainPackets).toBeGreaterThan(6);
  });

  it('a data path that was closed since is named, pair by pair', async () => {
    await using _ = await iptablesFault(world, 'host-3', 'INPUT -p udp --dport 4789 -j DROP');
    const seen = await verifyNetwork(world, 'shared');
    expect(seen).toMatchObject({ code: 3, verdict: 'fail' });
    expect(wrongPairs(seen)).toEqual([
      'host-1 → host-3: udp',
      'host-2 → host-3: udp',
      'host-3 → host-1: tcp',
      'host-3 → host-2: tcp',
    ]);
    expect(await readiness()).toMatchObject({ backend: true, shared: false });
  });

  it('a path that loses large packets fails for these only, and the finding says so', async () => {
    await using _ = await blackHole(world, 'host-2', 1_300);
    const seen = await verifyNetwork(world, 'inner');
    expect(seen).toMatchObject({ code: 3, verdict: 'fail' });
    expect(wrongPairs(seen)).toEqual([
      'host-1 → host-2: large-packets',
      'host-2 → host-1: large-packets',
      'host-2 → host-3: large-packets',
      'host-3 → host-2: large-packets',
    ]);
    const blockers = seen.findings.filter(({ id }) => id !== 'overlay-vip-unanswered');
    expect(blockers.map(({ id }) => id)).toEqual(['overlay-large-packets']);
    expect(blockers[0]?.message).toContain('small packets pass, large ones vanish');
  });

  it('what works again is ready again', async () => {
    const spec = writeSpec(world, specText(world, { networks }));
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('network.verify shared');
    expect(stdout).not.toContain('network.verify backend');
    expect(await readiness()).toMatchObject({ shared: true, inner: true });
  });

  it('encryption that the kernel lacks is refused before; accepted, the network is never ready', async () => {
    const vault = '{ name: vault, encrypted: true }';
    const spec = writeSpec(world, specText(world, { networks: [...networks, vault] }));
    const refused = await world.muster(['up', '-f', spec, '--yes']);
    expect(refused.code).toBe(3);
    expect(refused.stdout).toContain('kernel-esp-missing');
    expect(await readiness()).not.toHaveProperty('vault');
    const ids = ['kernel-esp-missing', 'kernel-xt-bpf-missing'];
    const accept = ids.flatMap((id) => ['--accept', id]);
    const made = await world.muster(['up', '-f', spec, '--yes', ...accept]);
    expect(made.code, made.stdout).toBe(1);
    expect(made.stdout).toContain('network vault: no UDP packet passes on 6 of 6 pairs');
    expect(await readiness()).toMatchObject({ backend: true, vault: false });
  });

  it('a host whose Engine is down is unknown, with the reason', async () => {
    await world.lab(['stop-engine', 'host-3']);
    try {
      const seen = await verifyNetwork(world, 'backend');
      expect(seen).toMatchObject({ code: 5, verdict: 'unknown' });
      expect(wrongPairs(seen)).toHaveLength(4);
      const reasons = seen.pairs.filter(({ verdict }) => verdict === 'unknown');
      for (const { reason } of reasons) expect(reason).toMatch(/^host-3: .+/);
    } finally {
      await world.lab(['start-engine', 'host-3']);
    }
  });

  it('what a killed coordinator and a killed agent left is swept, and the verdict comes all the same', async () => {
    const started = world.muster(['networks', 'verify', 'shared']);
    await eventually(
      'a task is there',
      async () => (await verificationLeft(world, ['host-2'])).length > 1,
    );
    world.agents.get('host-2')?.signal('SIGKILL');
    world.coordinator?.signal('SIGKILL');
    await world.coordinator?.stop();
    await world.startCoordinator();
    await world.startAgent('host-2');
    await world.connected();
    await started;
    await nothingIsLeft(world);
    expect(await verifyNetwork(world, 'shared')).toMatchObject({ verdict: 'pass' });
  });
});
