import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specText, writeSpec } from './world/spec.ts';
import { expectSoundSwarm } from './world/swarm.ts';
import { World } from './world/world.ts';

const image = 'muster-lab/busybox';

describe('managers of Engine 20.10, 26.1 and 28.5 in one fleet', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-mixed', hosts: 3, engines: '20.10,26.1,28.5' });
  });
  afterAll(() => world.down());

  it('become one swarm in which every host works', async () => {
    const networks = ['{ name: shared, attachable: true }'];
    const spec = writeSpec(world, specText(world, { managers: 3, networks }));
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    await expectSoundSwarm(world);
    const hosts = await world.muster(['hosts', '-o', 'json']);
    const list = JSON.parse(hosts.stdout) as { hosts: { engineVersion: string }[] };
    expect(list.hosts.map(({ engineVersion }) => engineVersion.slice(0, 4))).toEqual([
      '20.1',
      '26.1',
      '28.5',
    ]);
  });

  it('carry packets by name from every engine to every other', async () => {
    for (const host of world.hosts) {
      await world.docker(
        host,
        'run',
        '--detach',
        '--name',
        `on-${host}`,
        '--network',
        'shared',
        image,
        'sleep',
        '600',
      );
    }
    for (const from of world.hosts) {
      for (const to of world.hosts.filter((host) => host !== from)) {
        const ping = await world.docker(
          from,
          'exec',
          `on-${from}`,
          'ping',
          '-c',
          '1',
          '-W',
          '5',
          `on-${to}`,
        );
        expect(ping).toContain('1 packets received');
      }
    }
  });

  it('are given back in safe order', async () => {
    const down = await world.muster(['down', '--yes']);
    expect(down.code, down.stdout + down.stderr).toBe(0);
  });
});
