import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accused, check, type Checked, reasons } from './world/mesh.ts';
import { writeSpec, specText } from './world/spec.ts';
import { nodes, swarmState } from './world/swarm.ts';
import { verifyNetwork, wrongPairs } from './world/verification.ts';
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

  it('an encrypted network carries packets, as ESP on the wire; a virtual address answers', async () => {
    const seen = await verifyNetwork(world, 'vault');
    expect(wrongPairs(seen), JSON.stringify(seen)).toEqual([]);
    expect(seen).toMatchObject({ code: 0, verdict: 'pass' });
    expect(seen.encryption).toMatchObject({ state: 'proven', plainPackets: 0 });
    expect(seen.encryption.espPackets).toBeGreaterThan(2);
    expect(seen.vip).toMatchObject({ verdict: 'pass' });
  });
});
