import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specText, writeSpec } from './world/spec.ts';
import { swarmStates } from './world/swarm.ts';
import { World } from './world/world.ts';

describe('bad input is told, and nothing is sent to any host', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-input', hosts: 2, image: false });
  });
  afterAll(() => world.down());

  const refused = async (content: string | Uint8Array) => {
    const result = await world.muster(['up', '-f', writeSpec(world, content), '--yes']);
    expect(await swarmStates(world)).toEqual({ 'host-1': 'inactive', 'host-2': 'inactive' });
    expect(result.stderr + result.stdout).not.toMatch(/\n\s+at .*:\d+/);
    return result;
  };
  const good = () => specText(world);

  it('an unknown key, with its line and the key that was meant', async () => {
    const { code, stderr } = await refused(good().replace('fleet:', 'flet:'));
    expect(code).toBe(3);
    expect(stderr).toMatch(/flet/);
    expect(stderr).toMatch(/line 2/);
  });

  it('a wrong type, and everything else that is wrong, at once', async () => {
    const text = good().replace('role: worker', 'role: 7').replace('version: 1', 'version: two');
    const { code, stderr } = await refused(text);
    expect(code).toBe(3);
    expect(stderr).toContain('hosts[1].role');
    expect(stderr).toContain('version');
  });

  it('two managers', async () => {
    const { code, stderr, stdout } = await refused(specText(world, { managers: 2 }));
    expect(code).toBe(3);
    expect(stdout + stderr).toContain('manager-count-even');
  });

  it('no manager', async () => {
    const { code } = await refused(specText(world, { managers: 0 }));
    expect(code).toBe(3);
  });

  it('a host twice', async () => {
    const { code, stderr } = await refused(`${good()}  - { name: host-2, role: worker }\n`);
    expect(code).toBe(3);
    expect(stderr).toContain('host-2');
  });

  it('10,000 hosts, in one finding', async () => {
    const hosts = Array.from({ length: 10_000 }, (_, index) => `h${String(index)}`);
    const { code, stderr } = await refused(specText(world, { hosts }));
    expect(code).toBe(3);
    expect(stderr.split('\n').length).toBeLessThan(20);
  });

  it('a YAML bomb', async () => {
    const levels = Array.from({ length: 12 }, (_, index) =>
      index === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
        : `a${String(index)}: &a${String(index)} [${Array(10)
            .fill(`*a${String(index - 1)}`)
            .join(', ')}]`,
    );
    const { code } = await refused(levels.join('\n'));
    expect(code).toBe(3);
  });

  it('what is not UTF-8', async () => {
    const { code, stderr } = await refused(
      Buffer.concat([Buffer.from(good()), Buffer.from([0xff, 0xfe, 0x80])]),
    );
    expect(code).toBe(3);
    expect(stderr).toContain('UTF-8');
  });

  it('a file that is not there', async () => {
    const { code, stderr } = await world.muster(['up', '-f', '/nowhere.yaml', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('/nowhere.yaml');
  });

  it('a host without agent, before anything is done', async () => {
    const text = specText(world, { hosts: ['host-1', 'host-2', 'ghost'] });
    const { code, stdout, stderr } = await refused(text);
    expect(code).toBe(3);
    expect(stdout + stderr).toContain('ghost');
  });

  it('overlapping subnets', async () => {
    const networks = [
      '{ name: a, subnets: [10.204.0.0/16] }',
      '{ name: b, subnets: [10.204.7.0/24] }',
    ];
    expect((await refused(specText(world, { networks }))).code).toBe(3);
  });

  it('a network without a swarm, with what has to come first', async () => {
    const text = specText(world, { swarm: false, networks: ['{ name: a }'] });
    const { code, stdout, stderr } = await refused(text);
    expect(code).toBe(3);
    expect(stdout + stderr).toMatch(/init or join/i);
  });

  it('a host in somebody else’s swarm', async () => {
    await world.docker('host-2', 'swarm', 'init', '--advertise-addr', world.address('host-2'));
    const { code, stdout, stderr } = await world.muster([
      'up',
      '-f',
      writeSpec(world, good()),
      '--yes',
    ]);
    await world.docker('host-2', 'swarm', 'leave', '--force');
    expect(code).toBe(3);
    expect(stdout + stderr).toContain('host-in-foreign-swarm');
  });
});
