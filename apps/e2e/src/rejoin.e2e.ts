import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specText, writeSpec } from './world/spec.ts';
import { expectSoundSwarm } from './world/swarm.ts';
import { World } from './world/world.ts';

// FAILURES.md, "Ready is not working": engines that leave and join a new swarm at once may stay without gossip for ever.
describe('sixteen hosts that leave and join a new swarm at once', () => {
  let world: World;
  let spec: string;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-rejoin', hosts: 16, image: false });
    spec = writeSpec(world, specText(world, { networks: ['{ name: backend }'] }));
  });
  afterAll(() => world.down());

  /** As a person with the docker command would do it: no waiting for anything. */
  const rejoinByHand = async () => {
    await Promise.all(world.hosts.map((host) => world.docker(host, 'swarm', 'leave', '--force')));
    await world.docker('host-1', 'swarm', 'init', '--advertise-addr', world.address('host-1'));
    const token = await world.docker('host-1', 'swarm', 'join-token', '--quiet', 'worker');
    const join = ['swarm', 'join', '--token', token, `${world.address('host-1')}:2377`];
    await Promise.all(world.hosts.slice(1).map((host) => world.docker(host, ...join)));
  };

  it('work the first time', async () => {
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    await expectSoundSwarm(world);
  });

  it.each([1, 2, 3])('work after leaving and joining by Muster, round %i', async () => {
    const down = await world.muster(['down', '--yes']);
    expect(down.code, down.stdout + down.stderr).toBe(0);
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    await expectSoundSwarm(world);
  });

  it('are healed after leaving and joining by hand', async () => {
    await rejoinByHand();
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    await expectSoundSwarm(world);
  });
});
