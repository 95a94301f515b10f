import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accused, check, type Checked, reasons } from './world/mesh.ts';
import { writeSpec, specText } from './world/spec.ts';
import { nodes, swarmState } from './world/swarm.ts';
import { type Verified, verifyNetwork, wrongPairs } from './world/verification.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

/** Emulated processors take their time. Milliseconds. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

/** For a single thing that an emulated processor does beside others. Milliseconds. */
const patienceMs = 240_000;

const vms = ['host-2', 'host-3'];
const networks = [
  '{ name: vault, encrypted: true, attachable: true }',
  '{ name: open, attachable: true }',
];

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

/** Verifies until every pair was seen: a task may take an emulated host longer to start than is waited for. */
async function verified(world: World, name: string): Promise<Verified & { code: number }> {
  return eventually(
    `every pair of ${name} was seen`,
    async () => {
      const seen = await verifyNetwork(world, name);
      if (seen.verdict === 'unknown') throw new Error(JSON.stringify(seen));
      return seen;
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
    // Tasks of a verification take an emulated host a minute to start.
    const command = ['up', '-f', spec, '--yes', '--no-verify'];
    const up = world.muster(command, { timeoutMs: 500_000 });
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
        const again = await world.muster(command, { timeoutMs: 500_000 });
        if (again.code !== 0) throw new Error(again.stdout + again.stderr);
        return true;
      },
      patienceMs,
    );
    expect(await works(world)).toEqual({ 'host-2': 'pass', 'host-3': 'pass' });
    expect(await nodes(world, 'host-2')).toHaveLength(2);
  });

  it('have a network in the clear, of which the counters see plain VXLAN', async () => {
    // Before anything is on the encrypted one: ESP does not tell of which network it is.
    const seen = await verified(world, 'open');
    expect(wrongPairs(seen), JSON.stringify(seen)).toEqual([]);
    expect(seen).toMatchObject({ code: 0, verdict: 'pass' });
    expect(seen.encryption).toMatchObject({ state: 'n/a', espPackets: 0 });
    expect(seen.encryption.plainPackets).toBeGreaterThan(0);
  });

  it('have an encrypted network that is proven: all pairs pass, and the same counters see ESP instead', async () => {
    const seen = await verified(world, 'vault');
    expect(wrongPairs(seen), JSON.stringify(seen)).toEqual([]);
    expect(seen).toMatchObject({ code: 0, verdict: 'pass', vip: { verdict: 'pass' } });
    expect(seen.encryption).toMatchObject({ state: 'proven', plainPackets: 0 });
    expect(seen.encryption.espPackets).toBeGreaterThan(0);
  });

  it('carry packets between containers on the encrypted network, as ESP', async () => {
    const start = ['run', '--detach', '--network', 'vault', '--name'];
    const sleep = ['muster-lab/busybox', 'sleep', '3600'];
    await world.docker('host-2', ...start, 'one', ...sleep);
    await world.docker('host-3', ...start, 'two', ...sleep);
    const ping = ['exec', 'two', 'ping', '-c', '1', '-W', '10', 'one'];
    const answer = await eventually(
      'one answers',
      () => world.docker('host-3', ...ping),
      patienceMs,
    );
    expect(answer).toContain('1 packets received');
    // Counted where a packet is taken out of ESP, so it has come as one.
    const { stdout } = await world.exec('host-3', ['ip', '-s', 'xfrm', 'state']);
    expect(stdout).toContain('proto esp');
    expect(stdout).toMatch(/lifetime current:\s+[1-9]\d*\(bytes\)/);
  });

  it('answer at the virtual address of a service', async () => {
    const service = ['service', 'create', '--detach', '--name', 'files', '--network', 'vault'];
    const server = ['muster-lab/busybox', 'httpd', '-f', '-h', '/etc'];
    await world.docker('host-2', ...service, '--no-resolve-image', '--replicas', '2', ...server);
    // Of a static busybox, nc resolves names in a container without libraries; wget does not.
    const get = "printf 'GET /group HTTP/1.0\\r\\n\\r\\n' | nc -w 10 files 80";
    const asked = () => world.docker('host-3', 'exec', 'two', 'sh', '-c', get);
    await eventually(
      'files answers',
      async () => (await asked()).includes('root:x:0:'),
      patienceMs,
    );
  });
});
