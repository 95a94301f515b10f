import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkNames, expectSoundSwarm, swarmStates } from './world/swarm.ts';
import { specText, writeSpec } from './world/spec.ts';
import { World } from './world/world.ts';

const image = 'muster-lab/busybox';

describe('three hosts become one swarm, are used, and are given back', () => {
  let world: World;
  let spec: string;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-bootstrap', hosts: 3 });
    const networks = [
      '{ name: backend }',
      '{ name: shared, attachable: true, subnets: [10.204.0.0/24], labels: { team: a } }',
      '{ name: inner, internal: true, mtu: 1400 }',
    ];
    spec = writeSpec(
      world,
      specText(world, {
        networks,
        extra: { 'host-1': 'labels: { zone: a }, availability: drain' },
      }),
    );
  });
  afterAll(() => world.down());

  it('refuses a network before there is a fleet', async () => {
    const { code, stderr } = await world.muster(['networks', 'create', 'early']);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('muster up') as string,
    });
  });

  it('plans without doing anything', async () => {
    const plan = await world.muster(['plan', '-f', spec, '--detailed-exitcode', '-o', 'json']);
    expect(plan.code).toBe(4);
    const { steps } = JSON.parse(plan.stdout) as { steps: { id: string }[] };
    expect(steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'swarm.init host-1',
        'swarm.join host-2',
        'swarm.join host-3',
        'network.create backend',
      ]),
    );
    expect(await swarmStates(world)).toEqual({
      'host-1': 'inactive',
      'host-2': 'inactive',
      'host-3': 'inactive',
    });
  });

  it('does not apply without a yes', async () => {
    const { code } = await world.muster(['up', '-f', spec]);
    expect(code).toBe(2);
    expect((await swarmStates(world))['host-1']).toBe('inactive');
  });

  it('applies, and every host works', async () => {
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    await expectSoundSwarm(world);
  });

  it('has nothing to do the second time', async () => {
    expect((await world.muster(['plan', '-f', spec, '--detailed-exitcode'])).code).toBe(0);
    const again = await world.muster(['up', '-f', spec, '--yes']);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/nothing to do/i);
  });

  it('made the networks as the spec says', async () => {
    const inspect = async (name: string) => {
      const text = await world.docker('host-1', 'network', 'inspect', name);
      const [network] = JSON.parse(text) as [Record<string, unknown>];
      return network;
    };
    expect(await inspect('backend')).toMatchObject({ Driver: 'overlay', Attachable: false });
    expect(await inspect('shared')).toMatchObject({
      Attachable: true,
      Labels: { team: 'a' },
      IPAM: { Config: [expect.objectContaining({ Subnet: '10.204.0.0/24' })] },
    });
    const inner = await inspect('inner');
    expect(inner).toMatchObject({ Internal: true });
    expect(inner['Options']).toMatchObject({ 'com.docker.network.driver.mtu': '1400' });
  });

  it('set labels and availability', async () => {
    const text = await world.docker('host-1', 'node', 'inspect', 'host-1');
    expect(JSON.parse(text)).toMatchObject([
      { Spec: { Labels: { zone: 'a' }, Availability: 'drain' } },
    ]);
  });

  it('carries packets between containers of two hosts on the attachable network', async () => {
    await world.docker(
      'host-3',
      'run',
      '--detach',
      '--name',
      'web',
      '--network',
      'shared',
      image,
      'sleep',
      '600',
    );
    const answer = await world.docker(
      'host-2',
      'run',
      '--rm',
      '--network',
      'shared',
      image,
      'ping',
      '-c',
      '2',
      '-W',
      '5',
      'web',
    );
    expect(answer).toContain('2 packets transmitted, 2 packets received');
  });

  it('keeps standalone containers out of the network for services', async () => {
    await expect(
      world.docker('host-3', 'run', '--rm', '--network', 'backend', image, 'true'),
    ).rejects.toThrow('not manually attachable');
  });

  it('shows who uses a network, and refuses to remove it', async () => {
    const shown = await world.muster(['networks', 'inspect', 'shared', '-o', 'json']);
    const { attachments, materialisedOn } = JSON.parse(shown.stdout) as {
      attachments: { host: string; container: string }[];
      materialisedOn: string[];
    };
    expect(attachments).toContainEqual(
      expect.objectContaining({ host: 'host-3', container: 'web' }),
    );
    expect(materialisedOn).toContain('host-3');
    const refused = await world.muster(['networks', 'rm', 'shared', '--yes']);
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('web') as string });
  });

  it('creates and removes a network by command', async () => {
    const created = await world.muster([
      'networks',
      'create',
      'extra',
      '--attachable',
      '--subnet',
      '10.205.0.0/24',
    ]);
    expect(created.code, created.stderr).toBe(0);
    expect(await networkNames(world, 'host-1')).toContain('extra');
    const other = await world.muster(['networks', 'create', 'extra', '--subnet', '10.206.0.0/24']);
    expect(other).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('10.205.0.0/24') as string,
    });
    const removed = await world.muster(['networks', 'rm', 'extra', '--yes']);
    expect(removed.code, removed.stderr).toBe(0);
    expect(await networkNames(world, 'host-1')).not.toContain('extra');
  });

  it('tells how the fleet stands', async () => {
    const status = await world.muster(['status', '-o', 'json']);
    expect(JSON.parse(status.stdout)).toMatchObject({ fleet: 'test', state: 'ready', networks: 3 });
    const hosts = await world.muster(['hosts', '-o', 'json']);
    const list = JSON.parse(hosts.stdout) as { hosts: { works: string }[] };
    expect(list.hosts.map(({ works }) => works)).toEqual(['pass', 'pass', 'pass']);
  });

  it('keeps no join token in its store or its logs', async () => {
    const token = await world.docker('host-1', 'swarm', 'join-token', '--quiet', 'worker');
    const found = await world.exec('host-1', ['grep', '-rlF', token, world.folder]);
    expect(found.stdout).toBe('');
  });

  it('leaves in safe order', async () => {
    await world.docker('host-3', 'rm', '--force', 'web');
    const down = await world.muster(['down', '--yes']);
    expect(down.code, down.stderr).toBe(0);
    expect(await swarmStates(world)).toEqual({
      'host-1': 'inactive',
      'host-2': 'inactive',
      'host-3': 'inactive',
    });
  });
});
