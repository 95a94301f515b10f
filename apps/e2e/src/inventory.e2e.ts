import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Churn } from './world/churn.ts';
import { inspected, rows, told } from './world/inventory.ts';
import { request } from './world/engine-api.ts';
import { specText, writeSpec } from './world/spec.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

describe('the inventory of three hosts, followed and not looked at', () => {
  let world: World;
  let churns: readonly Churn[];

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-inventory', hosts: 3 });
    const networks = ['{ name: shared, attachable: true }'];
    const spec = writeSpec(world, specText(world, { networks }));
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    churns = world.hosts.map((host) => new Churn(world, host, 'shared'));
  });
  afterAll(() => world.down());

  /** Field by field, on every host. */
  async function expectTruth(): Promise<void> {
    for (const host of world.hosts) {
      // Peers hear of each other by gossip, and nobody is told.
      await eventually(
        `the inventory of ${host} says what its Engine says`,
        async () => {
          const [seen, truth] = [await told(world, host), await inspected(world, host)];
          expect(seen).toEqual(truth);
          return true;
        },
        100_000,
      );
    }
  }

  /** What was seen last counts: a question must not make anybody look. */
  const hostRow = async (host: string) => {
    const { body } = await world.get(`/v1/hosts?host=${host}&maxAgeMs=86400000`);
    return (JSON.parse(body) as { hosts: Record<string, unknown>[] }).hosts[0];
  };

  it('is what every Engine says, while people work by hand behind its back', async () => {
    await Promise.all(churns.map((churn) => churn.run(14)));
    await expectTruth();
    const seen = await Promise.all(world.hosts.map((host) => told(world, host)));
    expect(seen.flatMap(({ endpoints }) => endpoints).length).toBeGreaterThan(2);
  });

  it('is so after agents and Engines were restarted in the middle of it', async () => {
    const busy = Promise.all(churns.map((churn) => churn.run(10)));
    const agent = world.agents.get('host-2');
    agent?.signal('SIGKILL');
    await world.startAgent('host-2');
    await world.lab(['stop-engine', 'host-3']);
    await eventually('it is known that the Engine is gone', async () => {
      const row = await hostRow('host-3');
      return row?.['engineVersion'] === null && row['connected'] === true;
    });
    await world.lab(['start-engine', 'host-3']);
    await busy;
    await churns[2]?.run(4);
    await expectTruth();
  });

  it('is so after two agents had quarrelled about one host', async () => {
    const first = world.agents.get('host-1');
    await world.startAgent('host-1');
    const second = world.agents.get('host-1');
    await churns[0]?.run(4);
    await second?.stop();
    if (first) world.agents.set('host-1', first);
    await world.connected(['host-1']);
    await churns[0]?.run(2);
    await expectTruth();
  });

  it('tells of tasks their service, and of services their virtual addresses', async () => {
    const options = ['--detach', '--name', 'web', '--mode', 'global', '--network', 'shared'];
    const command = ['muster-lab/busybox:latest', 'sleep', '3600'];
    await world.docker('host-1', 'service', 'create', '--no-resolve-image', ...options, ...command);
    await eventually('every host runs a task', async () => {
      const seen = await Promise.all(world.hosts.map((host) => rows(world, 'endpoints', host)));
      return seen.every((of) => of.some(({ service, taskId }) => service === 'web' && taskId));
    });
    await expectTruth();
    const [service] = await rows(world, 'services', 'host-1');
    expect(service).toMatchObject({ service: 'web', mode: 'global', endpointMode: 'vip' });
    await world.docker('host-1', 'service', 'rm', 'web');
    await expectTruth();
    expect(await rows(world, 'services', 'host-1')).toEqual([]);
  });

  it('keeps what it knew of a host whose agent is gone, and says so', async () => {
    const before = await told(world, 'host-2');
    await world.agents.get('host-2')?.stop();
    const row = await eventually('it is stale', async () => {
      const now = await hostRow('host-2');
      return now?.['connected'] === false && now;
    });
    expect(row).toMatchObject({ follows: false, lostAt: expect.stringMatching(/^2/) as string });
    expect(await told(world, 'host-2')).toEqual(before);
    await world.startAgents(['host-2']);
    expect(await hostRow('host-2')).toMatchObject({ connected: true, lostAt: null });
  });

  it('is so after the coordinator was killed', async () => {
    world.coordinator?.signal('SIGKILL');
    await churns[1]?.run(4);
    await world.startCoordinator();
    await world.connected();
    await expectTruth();
  });

  it('is so of a host with a thousand networks', async () => {
    const made = Array.from({ length: 1_000 }, (_, nth) => `many-${String(nth)}`);
    const socket = world.dockerSocket('host-1');
    while (made.length > 0) {
      const batch = made.splice(0, 20).map((Name) => ({ Name, Driver: 'overlay' }));
      await Promise.all(batch.map((body) => request(socket, 'POST', '/networks/create', body)));
    }
    await eventually('all are there', async () => {
      const { networks } = await told(world, 'host-1');
      return networks.length > 1_000;
    });
    await expectTruth();
  });
});
