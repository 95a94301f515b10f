import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachineProbe } from '../machine-probe.js';
import { HostRoot } from '../testing/host-root.js';

let root: HostRoot;
beforeEach(async () => {
  root = await HostRoot.make();
});
afterEach(() => root.remove());

const dataPath = () =>
  createMachineProbe({ root: root.path }).dataPathAddress('/var/lib/docker', '192.0.2.1');
const file = 'var/lib/docker/swarm/docker-state.json';

describe("a node's data path address", () => {
  it('is what the swarm was joined with', async () => {
    await root.write({ [file]: '{"DataPathAddr":"198.51.100.1"}' });
    expect(await dataPath()).toBe('198.51.100.1');
  });

  it("is the node's address where nothing else was said", async () => {
    await root.write({ [file]: '{"DataPathAddr":""}' });
    expect(await dataPath()).toBe('192.0.2.1');
  });

  it('is not known where the file is none', async () => {
    expect(await dataPath()).toBeUndefined();
    await root.write({ [file]: '{' });
    expect(await dataPath()).toBeUndefined();
  });
});
