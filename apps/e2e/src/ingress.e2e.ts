import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specText, writeSpec } from './world/spec.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

type Network = {
  readonly Ingress: boolean;
  readonly Options: Readonly<Record<string, string>> | null;
  readonly IPAM: { readonly Config: readonly { readonly Subnet: string }[] | null };
};

describe('the routing mesh of two hosts', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-ingress', hosts: 2, image: false });
    const { code, stdout, stderr } = await world.muster([
      ...['up', '-f', writeSpec(world, specText(world)), '--yes'],
    ]);
    if (code !== 0) throw new Error(stdout + stderr);
  });
  afterAll(() => world.down());

  const replace = ['networks', 'create', 'mesh', '--ingress', '--subnet', '10.77.0.0/24'];

  /** As the host's Engine has it; undefined while it has none of that name. */
  const meshOn = async (host: string): Promise<Network | undefined> => {
    const ids = await world.docker(host, 'network', 'ls', '--quiet', '--filter', 'name=^mesh$');
    if (ids === '') return undefined;
    const [network] = JSON.parse(await world.docker(host, 'network', 'inspect', ids)) as Network[];
    return network;
  };

  it('stays as it is unless somebody says that it may go', async () => {
    const { code, stdout, stderr } = await world.muster([...replace, '--mtu', '1400']);
    expect(code, stdout).not.toBe(0);
    expect(stdout + stderr).toContain('--replace');
    expect(await world.docker('host-1', 'network', 'ls')).toMatch(/ingress +overlay +swarm/);
    expect(await meshOn('host-1')).toBeUndefined();
  });

  it('is replaced by one command, and is there on every host', async () => {
    const command = [...replace, '--mtu', '1400', '--replace', '--yes'];
    const { code, stdout, stderr } = await world.muster(command);
    expect(code, stdout + stderr).toBe(0);
    for (const host of world.hosts) {
      const mesh = await eventually(`${host} has the new routing mesh`, () => meshOn(host));
      expect(mesh).toMatchObject({
        Ingress: true,
        Options: { 'com.docker.network.driver.mtu': expect.stringContaining('1400') as string },
        IPAM: { Config: [{ Subnet: '10.77.0.0/24' }] },
      });
      expect(await world.docker(host, 'network', 'ls')).not.toMatch(/ingress +overlay/);
    }
  });

  it('is left alone by the same command again', async () => {
    const before = await world.docker('host-1', 'network', 'inspect', '-f', '{{.Id}}', 'mesh');
    const { code, stdout, stderr } = await world.muster([...replace, '--mtu', '1400']);
    expect(code, stdout + stderr).toBe(0);
    expect(await world.docker('host-1', 'network', 'inspect', '-f', '{{.Id}}', 'mesh')).toBe(
      before,
    );
  });
});
