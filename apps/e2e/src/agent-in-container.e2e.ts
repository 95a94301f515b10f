import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentImage, agentsInContainers } from './world/container.ts';
import { specText, writeSpec } from './world/spec.ts';
import { nothingIsLeft, verifyNetwork, wrongPairs } from './world/verification.ts';
import { World } from './world/world.ts';

describe('agents that run as containers', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.lab({ name: 'e2e-container', hosts: 2, image: false });
    await world.startCoordinator();
    await agentsInContainers(world);
  });
  afterAll(() => world.down());

  it('make a swarm over ports that they have proven', async () => {
    const spec = writeSpec(world, specText(world, { networks: ['{ name: backend }'] }));
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes', '--no-verify']);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('every port that Swarm uses there, both ways');
  });

  it('verify a network by tasks of their own image, and leave nothing but that image', async () => {
    const seen = await verifyNetwork(world, 'backend');
    expect(wrongPairs(seen), JSON.stringify(seen)).toEqual([]);
    expect(seen).toMatchObject({ code: 0, verdict: 'pass' });
    expect(seen.pairs).toHaveLength(2);
    await nothingIsLeft(world);
    for (const host of world.hosts) {
      const images = await world.docker(host, 'images', '--format', '{{.Repository}}:{{.Tag}}');
      expect(images.trim()).toBe(agentImage);
    }
  });
});
