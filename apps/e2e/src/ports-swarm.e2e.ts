import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nftFault, occupied } from './world/fault.ts';
import { accused, check, edgesOf, offered, reasons } from './world/mesh.ts';
import { must } from './world/process.ts';
import { specText, writeSpec } from './world/spec.ts';
import { expectSoundSwarm, swarmStates } from './world/swarm.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

const image = 'muster-lab/busybox';
const hosts = ['host-1', 'host-2', 'host-3', 'host-4'];
const towards = (host: string, port: string, verdict: string): string[] =>
  hosts.filter((it) => it !== host).map((source) => `${source} → ${host} ${port}: ${verdict}`);

/** What any tool would do to a swarm's ports leaves traces like these; `NetworkDB stats` comes every five minutes by itself. */
const own = (line: string): boolean => !line.includes('NetworkDB stats');

describe('ports of hosts whose agents have to cope', () => {
  let world: World;
  let spec: string;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-ports-swarm', hosts: 4 });
    spec = writeSpec(world, specText(world, { networks: ['{ name: shared, attachable: true }'] }));
  });
  afterAll(() => world.down());

  /** The host has its usual agent again afterwards. */
  const restarted = (host: string): AsyncDisposable => ({
    async [Symbol.asyncDispose]() {
      await world.agents.get(host)?.stop();
      await world.startAgents([host]);
    },
  });

  it.each([
    { host: 'host-3', protocol: 'udp', port: 4789 },
    { host: 'host-2', protocol: 'tcp', port: 7946 },
    { host: 'host-1', protocol: 'tcp', port: 2377 },
  ] as const)('a foreign process on $protocol $port is named', async ({ host, protocol, port }) => {
    await using process = await occupied(world, host, protocol, port);
    const { code, report } = await check(world, '-f', spec);
    const name = `${String(port)}/${protocol}`;
    expect(code).toBe(3);
    expect(accused(report), reasons(report)).toEqual(towards(host, name, 'fail, occupied'));
    for (const edge of edgesOf(report, ...towards(host, name, '').map((it) => it.slice(0, -2))))
      expect(edge.reason).toMatch(new RegExp(`socat.*\\b${String(process.pid)}\\b`));
  });

  it('without nft an edge towards the host is unknown, with the reason, and never a pass', async () => {
    await using _ = restarted('host-2');
    await world.agents.get('host-2')?.stop();
    // Nothing but Node is found there.
    await world.startAgent('host-2', '/nonexistent');
    await world.connected();
    const { code, report } = await check(world, '-f', spec, '--ports', 'udp/7946,udp/4789');
    expect(code).toBe(5);
    expect(accused(report), reasons(report)).toEqual(
      ['4789/udp', '7946/udp']
        .flatMap((port) => towards('host-2', port, 'unknown, unknown'))
        .sort(),
    );
    for (const { verdict, reason } of report.edges)
      if (verdict === 'unknown') expect(reason).toMatch(/nft/);
  });

  it('an agent killed in the middle of a check leaves nothing on its host', async () => {
    await using __ = restarted('host-3');
    // Silence makes the check wait for some seconds, with all witnesses open.
    await using _ = await nftFault(world, 'fabric', 'forward', [
      'iifname port-2 oifname port-4 ip saddr 198.18.0.2 tcp dport 7946 drop',
    ]);
    // The lab's own command would take too long.
    const list = await world.commandOn('host-3', ['nft', 'list', 'ruleset']);
    const hasWitness = async () => (await must(list)).includes('muster');
    const checking = check(world, '-f', spec);
    await eventually('host-3 has its witness', hasWitness);
    await world.agents.get('host-3')?.stop('SIGKILL');
    await eventually('the kernel has taken it away', async () => !(await hasWitness()));
    const { report } = await checking;
    const towards3 = report.edges.filter(({ destination }) => destination === 'host-3');
    expect(towards3.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  });

  it('up is refused over a blocked port, and goes on when a person accepts the finding', async () => {
    await using _ = await nftFault(world, 'host-3', 'input', [
      'ip saddr 198.18.0.1 udp dport 4789 drop',
    ]);
    const refused = await world.muster(['up', '-f', spec, '--yes']);
    expect(refused.code, refused.stdout + refused.stderr).toBe(3);
    expect(refused.stdout).toMatch(/host-1.*host-3.*4789|4789.*host-1.*host-3/);
    expect(Object.values(await swarmStates(world))).toEqual(Array(4).fill('inactive'));
    const accept = offered(refused.stdout);
    expect(accept).not.toEqual([]);
    // The port that was accepted as blocked carries the network: verifying it would fail, and rightly.
    const up = ['up', '-f', spec, '--yes', '--no-verify', ...accept];
    const { code, stdout, stderr } = await world.muster(up);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('accepted');
    await expectSoundSwarm(world);
  });

  it('all pass while the swarm runs and talks, ten times, and no Engine notices', async () => {
    for (const host of hosts)
      await world.docker(
        host,
        'run',
        '--detach',
        '--name',
        `on-${host}`,
        '--network',
        'shared',
        image,
        'ping',
        '-i',
        '0.2',
        'on-host-1',
      );
    const before = new Map(hosts.map((host) => [host, world.engineLog(host).length]));
    for (let nth = 1; nth <= 10; nth += 1) {
      const { code, report } = await check(world);
      expect(accused(report), `run ${String(nth)}: ${reasons(report)}`).toEqual([]);
      expect(code).toBe(0);
    }
    for (const host of hosts) {
      expect(before.get(host)).toBeGreaterThan(0);
      const lines = world.engineLog(host).slice(before.get(host)).split('\n');
      expect(lines.filter((line) => line !== '').filter(own)).toEqual([]);
    }
  });

  it('a fault while the swarm runs is told as before', async () => {
    await using _ = await nftFault(world, 'host-2', 'input', [
      'ip saddr 198.18.0.4 udp dport 4789 drop',
    ]);
    const { code, report } = await check(world);
    expect(code).toBe(3);
    expect(accused(report), reasons(report)).toEqual([
      'host-4 → host-2 4789/udp: fail, destination-firewall',
    ]);
    const down = (await world.get('/metrics')).body
      .split('\n')
      .filter((line) => /^muster_edge_up\{.*\} 0$/.test(line));
    expect(down).toEqual([
      'muster_edge_up{fleet="test",source="host-4",destination="host-2",protocol="udp",port="4789"} 0',
    ]);
  });

  it('what was checked is kept, and shown for people', async () => {
    const latest = await world.muster(['checks', 'show', 'latest']);
    expect(latest.stdout).toMatch(/^fail host-4 → host-2 {2}4789\/udp {2}destination-firewall/m);
    const shown = await world.muster(['check']);
    expect(shown.code, shown.stdout).toBe(0);
    expect(shown.stdout).toMatch(/4 host-4 {2}· · · \\/);
  });
});
