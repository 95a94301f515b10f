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
    const spec = writeSpec(world, specText(world));
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    if (code !== 0) throw new Error(stdout + stderr);
  });
  afterAll(() => world.down());

  const replace = ['networks', 'create', 'mesh', '--ingress', '--subnet', '10.77.0.0/24'];

  const expectMesh = async (host: string): Promise<void> => {
    expect(await eventually(`${host} has the new mesh`, () => meshOn(host))).toMatchObject({
      Ingress: true,
      Options: { 'com.docker.network.driver.mtu': expect.stringContaining('1400') as string },
      IPAM: { Config: [{ Subnet: '10.77.0.0/24' }] },
    });
  };

  const worksOf = async (name: string): Promise<string | undefined> => {
    const { stdout } = await world.muster(['hosts', '-o', 'json']);
    const { hosts } = JSON.parse(stdout) as { hosts: { host: string; works: string }[] };
    return hosts.find(({ host }) => host === name)?.works;
  };

  /** As the host's Engine has it. @throws while it has none of that name. */
  const meshOn = async (host: string): Promise<Network> => {
    const told = await world.docker(host, 'network', 'inspect', 'mesh');
    const [network] = JSON.parse(told) as [Network];
    return network;
  };

  it('stays as it is unless somebody says that it may go', async () => {
    const { code, stdout, stderr } = await world.muster([...replace, '--mtu', '1400']);
    expect(code, stdout).not.toBe(0);
    expect(stdout + stderr).toContain('--replace');
    expect(await world.docker('host-1', 'network', 'ls')).toMatch(/ingress +overlay +swarm/);
    await expect(meshOn('host-1')).rejects.toThrow(/not found|No such/i);
  });

  it('is replaced by one command', async () => {
    const command = [...replace, '--mtu', '1400', '--replace', '--yes'];
    const { code, stdout, stderr } = await world.muster(command);
    expect(code, stdout + stderr).toBe(0);
    await expectMesh('host-1');
    expect(await world.docker('host-1', 'network', 'ls')).not.toMatch(/ingress +overlay/);
  });

  it('is not on every host at once, which is told, until the Engines are started again', async () => {
    // A host gets it with its next task or when its Engine is started again (moby/moby#40184); what Muster says is what is so.
    const isThere = await meshOn('host-2').then(
      () => true,
      () => false,
    );
    expect(await worksOf('host-2')).toBe(isThere ? 'pass' : 'fail');
    for (const host of world.hosts) {
      await world.lab(['stop-engine', host]);
      await world.lab(['start-engine', host]);
    }
    for (const host of world.hosts) {
      await expectMesh(host);
      await eventually(`${host} works`, async () => (await worksOf(host)) === 'pass');
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
