import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accused, check, type Checked, reasons } from './world/mesh.ts';
import { writeSpec, specText } from './world/spec.ts';
import { nodes, swarmState } from './world/swarm.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

/** Emulated processors take their time. Milliseconds. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

/** For a single thing that an emulated processor does beside others. Milliseconds. */
const patienceMs = 240_000;

const vms = ['host-2', 'host-3'];
const networks = ['{ name: vault, encrypted: true, attachable: true }'];

/** What Muster says of whether each host works. */
async function works(world: World): Promise<Record<string, string>> {
  const { stdout } = await world.muster(['hosts', '--fleet', 'test', '-o', 'json']);
  const { hosts } = JSON.parse(stdout) as { hosts: { host: string; works: string }[] };
  return Object.fromEntries(hosts.map((seen) => [seen.host, seen.works]));
}

/** Checks until every edge was seen: on a busy machine a host may answer too late for that. */
async function checked(world: World, spec: string): Promise<Checked> {
  return eventually(
    'every edge was seen',
    async () => {
      const { code, report } = await check(world, '-f', spec);
      if (code === 5) throw new Error(reasons(report));
      return { code, report };
    },
    patienceMs,
  );
}

type Verification = {
  readonly verdict: string;
  readonly pairs: readonly { source: string; destination: string; verdict: string }[];
  readonly encryption: { state: string; espPackets: number; plainPackets: number; reason: string };
  readonly vip: { verdict: string; reason: string };
};

/** Verifies a network until it was wholly seen: on a busy machine a task may start too late for that. */
async function verified(world: World, network: string): Promise<Verification> {
  return eventually(
    `all of ${network} was seen`,
    async () => {
      const { stdout } = await world.muster(['networks', 'verify', network, '-o', 'json']);
      const { latest } = JSON.parse(stdout) as { latest: Verification };
      const unseen = [latest.verdict, latest.encryption.state, latest.vip.verdict];
      if (unseen.includes('unknown')) throw new Error(JSON.stringify(latest));
      return latest;
    },
    patienceMs,
  );
}

const bothWays = [
  { source: 'host-2', destination: 'host-3', verdict: 'pass' },
  { source: 'host-3', destination: 'host-2', verdict: 'pass' },
];

describe('two hosts with a kernel of their own, and one without', () => {
  let world: World;
  let spec: string;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-vms', hosts: 1, vms: 2 });
    spec = writeSpec(world, specText(world, { hosts: vms, networks }));
  });
  afterAll(() => world.down());

  it('pass every port and ESP, and lack nothing that an encrypted network needs', async () => {
    const { code, report } = await checked(world, spec);
    expect(accused(report), reasons(report)).toEqual([]);
    expect(code).toBe(0);
    const esp = report.edges.filter(({ protocol }) => protocol === 'esp');
    expect(esp.map(({ source, destination }) => `${source} ${destination}`).sort()).toEqual([
      'host-2 host-3',
      'host-3 host-2',
    ]);
    expect(report.findings.filter(({ id }) => id.startsWith('kernel-'))).toEqual([]);
  });

  it('become one swarm, although one of them boots in the middle of it', async () => {
    const up = world.muster(['up', '-f', spec, '--yes'], { timeoutMs: 500_000 });
    await eventually(
      'the first host is a manager',
      async () => (await swarmState(world, 'host-2')) === 'active',
      patienceMs,
    );
    await world.reboot('host-3', '--hard');
    const { code, stdout, stderr } = await up;
    // It may have given the host up, or waited for it. Whichever it was, it said so, and the next one goes on from there.
    expect([0, 1], stdout + stderr).toContain(code);
    await eventually(
      'the fleet is as the spec says',
      async () => {
        const again = await world.muster(['up', '-f', spec, '--yes'], { timeoutMs: 500_000 });
        if (again.code !== 0) throw new Error(again.stdout + again.stderr);
        return true;
      },
      patienceMs,
    );
    expect(await works(world)).toEqual({ 'host-2': 'pass', 'host-3': 'pass' });
    expect(await nodes(world, 'host-2')).toHaveLength(2);
  });

  it('carry packets on the encrypted network, as ESP and never in the clear', async () => {
    const { verdict, pairs, encryption } = await verified(world, 'vault');
    expect({ verdict, pairs, encryption }).toMatchObject({
      verdict: 'pass',
      pairs: bothWays,
      encryption: { state: 'proven', plainPackets: 0 },
    });
    // Four at least: each direction at both ends.
    expect(encryption.espPackets).toBeGreaterThanOrEqual(4);
  });

  it('carry packets in the clear where nobody asked for encryption, and virtual addresses answer', async () => {
    const created = await world.muster(['networks', 'create', 'open']);
    expect(created.code, created.stderr).toBe(0);
    const { verdict, pairs, encryption, vip } = await verified(world, 'open');
    expect({ verdict, pairs, encryption, vip }).toMatchObject({
      verdict: 'pass',
      pairs: bothWays,
      encryption: { state: 'n/a', espPackets: 0 },
      vip: { verdict: 'pass', reason: '' },
    });
    expect(encryption.plainPackets).toBeGreaterThanOrEqual(4);
  });
});
