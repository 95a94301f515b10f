import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check, reasons } from './world/mesh.ts';
import { specText, writeSpec } from './world/spec.ts';
import { networkNames } from './world/swarm.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

// "Create an overlay network", step by step as a person who reads it does, on real engines.

const image = 'muster-lab/busybox:latest';

let world: World;
beforeAll(async () => {
  world = await World.up({ name: 'e2e-walkthrough', hosts: 2 });
});
afterAll(() => world.down());

/** Types `muster …` and expects it to work. @returns what it says. */
async function muster(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await world.muster(args);
  expect(`${String(code)}${stderr}`).toBe('0');
  return stdout;
}

const container = (host: string, name: string, network: string): Promise<string> =>
  world.docker(host, 'run', '-d', '--name', name, '--network', network, image, 'sleep', '3600');

describe('creating an overlay network', () => {
  it('needs a swarm: initialise or join one first', async () => {
    const spec = writeSpec(
      world,
      specText(world, { swarm: false, networks: ['{ name: my-overlay }'] }),
    );
    const { code, stdout } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code).toBe(3);
    expect(stdout).toContain('overlay-without-swarm');
    expect(stdout).toContain('Init or join a swarm first');
  });

  it('begins with the ports: 2377, 7946 and 4789 are open between all hosts, both ways', async () => {
    const spec = writeSpec(world, specText(world));
    const { code, report } = await check(world, '-f', spec);
    expect(reasons(report)).toBe('');
    expect(code).toBe(0);
  });

  it('and a swarm, with which `ingress` and `docker_gwbridge` appear on every host', async () => {
    await muster('up', '-f', writeSpec(world, specText(world)), '--yes');
    for (const host of world.hosts) {
      const names = await networkNames(world, host);
      expect(names).toContain('ingress');
      expect(names).toContain('docker_gwbridge');
    }
  });

  it('`my-overlay` is for swarm services', async () => {
    await muster('networks', 'create', 'my-overlay');
    const service = ['--name', 'web', '--network', 'my-overlay', '--endpoint-mode', 'dnsrr'];
    const how = ['--mode', 'global', '--no-resolve-image', '--detach'];
    await world.docker('host-1', 'service', 'create', ...service, ...how, image, 'sleep', '3600');
    await eventually('a task of web runs on each host', async () => {
      const states = await world.docker(
        ...(['host-1', 'service', 'ps', 'web', '--format', '{{.CurrentState}}'] as const),
      );
      return states.split('\n').filter((state) => state.startsWith('Running')).length === 2;
    });
  });

  it('and not for standalone containers, which the Engine refuses', async () => {
    await expect(container('host-1', 'alone', 'my-overlay')).rejects.toThrow(
      /not manually attachable/,
    );
    await world.docker('host-1', 'rm', '--force', 'alone').catch(() => undefined);
  });

  it('`my-attachable-overlay` is for standalone containers too: they reach each other by name', async () => {
    await muster('networks', 'create', 'my-attachable-overlay', '--attachable');
    await container('host-1', 'alpine1', 'my-attachable-overlay');
    await container('host-2', 'alpine2', 'my-attachable-overlay');
    for (const [host, from, to] of [
      ['host-1', 'alpine1', 'alpine2'],
      ['host-2', 'alpine2', 'alpine1'],
    ] as const) {
      await eventually(`${from} reaches ${to}`, async () => {
        const ping = ['ping', '-c', '1', '-W', '2', to];
        return (await world.docker(host, 'exec', from, ...ping)).includes(' 0% packet loss');
      });
    }
  });

  it('a network can be used at once when it is said to be ready', async () => {
    await muster('networks', 'create', 'ready-at-once', '--attachable');
    // On a worker: there the swarm takes a network away with the last task on it, such as a verification's.
    await container('host-2', 'early', 'ready-at-once');
    await world.docker('host-2', 'rm', '--force', 'early');
    await muster('networks', 'rm', 'ready-at-once', '--yes');
  });

  it('both are listed, with where they are', async () => {
    const listed = await muster('networks', 'ls');
    expect(listed).toMatch(/^ingress +overlay +swarm +ingress /m);
    expect(listed).toMatch(/^my-overlay +overlay +swarm +- .* 2 hosts /m);
    expect(listed).toMatch(/^my-attachable-overlay +overlay +swarm +attachable .* 2 hosts /m);
  });

  it('none of the two is removed while it is used, and who uses it is said', async () => {
    const used = await world.muster(['networks', 'rm', 'my-overlay', '--yes']);
    expect(used.code).toBe(3);
    expect(used.stderr).toContain('service web');
    const busy = await world.muster(['networks', 'rm', 'my-attachable-overlay', '--yes']);
    expect(busy.code).toBe(3);
    expect(busy.stderr).toContain('alpine1 on host-1');
    expect(busy.stderr).toContain('alpine2 on host-2');
  });

  it('unless standalone containers are disconnected by force', async () => {
    await muster('networks', 'rm', 'my-attachable-overlay', '--force', '--yes');
    expect(await networkNames(world, 'host-1')).not.toContain('my-attachable-overlay');
    const running = await world.docker('host-2', 'ps', '--format', '{{.Names}}');
    expect(running.split('\n')).toContain('alpine2');
    // By force, too, no service loses its network.
    const forced = await world.muster(['networks', 'rm', 'my-overlay', '--force', '--yes']);
    expect(forced.code).toBe(3);
  });
});
