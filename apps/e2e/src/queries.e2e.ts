import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specText, writeSpec } from './world/spec.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

const image = 'muster-lab/busybox';
type Row = Readonly<Record<string, unknown>>;

// The daily questions, asked of what people did with the docker command, behind Muster's back.
describe('the inventory of two hosts', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-queries', hosts: 2 });
    const networks = ['{ name: shared, attachable: true, subnets: [10.204.0.0/24] }'];
    const spec = writeSpec(world, specText(world, { fleet: 'daily', networks }));
    const up = await world.muster(['up', '-f', spec, '--yes']);
    expect(up.code, up.stdout + up.stderr).toBe(0);
    const run = (host: string, name: string, ...network: readonly string[]) =>
      world.docker(host, 'run', '--detach', '--name', name, ...network, image, 'sleep', '600');
    await world.docker('host-2', 'network', 'create', '--subnet', '10.99.0.0/29', 'tiny');
    await run('host-2', 'one', '--network', 'tiny', '--ip', '10.99.0.4');
    await run('host-2', 'two', '--network', 'shared', '--ip', '10.204.0.77');
    await world.docker('host-1', 'network', 'create', '--subnet', '10.204.0.128/25', 'clash');
  });
  afterAll(() => world.down());

  const rows = async (...args: readonly string[]): Promise<readonly Row[]> => {
    const { code, stdout, stderr } = await world.muster([...args, '-o', 'json']);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as readonly Row[];
  };
  const page = async <T>(path: string): Promise<T> => {
    const { status, body } = await world.get(path);
    expect(status, body).toBe(200);
    return JSON.parse(body) as T;
  };
  /** Changes come by themselves, a moment after they were made. */
  const seen = (sql: string) => eventually(sql, async () => (await rows('query', sql)).length > 0);

  it('is asked in SQL', async () => {
    await seen("select 1 from endpoints where container = 'two' and ipv4 is not null");
    const sql =
      "select network, count(*) as n from endpoints where driver = 'overlay' and container = 'two' group by 1";
    expect(await rows('query', sql)).toEqual([{ network: 'shared', n: 1 }]);
    const csv = await world.muster(['query', sql, '-o', 'csv']);
    expect(csv.stdout).toBe('network,n\r\nshared,1\r\n');
    const refused = await world.muster(['query', "attach '/tmp/muster-e2e.db' as x"]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('SELECT') as string });
  });

  it('agrees with what the Engine says, over REST', async () => {
    const text = await world.docker('host-2', 'network', 'inspect', 'shared');
    const [network] = JSON.parse(text) as [{ Id: string; Containers: Record<string, Row> }];
    const { endpoints } = await page<{ endpoints: readonly Row[] }>(
      '/v1/endpoints?host=host-2&network=shared&fleet=daily',
    );
    // `lb-shared` is the Engine's own end of its load balancer, and no container.
    const ids = Object.keys(network.Containers).filter((id) => !id.startsWith('lb-'));
    expect(endpoints.map(({ containerId }) => containerId).sort()).toEqual(ids.sort());
    const two = endpoints.find(({ container }) => container === 'two');
    expect(two).toMatchObject({ networkId: network.Id, ipv4: '10.204.0.77', stale: false });
    const { nodes } = await page<{ nodes: readonly Row[] }>('/v1/nodes?fields=hostname,nodeHost');
    expect(nodes).toEqual(
      expect.arrayContaining([
        { hostname: 'host-1', nodeHost: 'host-1' },
        { hostname: 'host-2', nodeHost: 'host-2' },
      ]),
    );
  });

  it('tells which hosts have a network and which lack it', async () => {
    const states = async (name: string) =>
      (await rows('networks', 'where', name)).map(({ host, state }) => [host, state]);
    expect(await states('shared')).toEqual([
      ['host-2', 'has'],
      ['host-1', 'lacks'],
    ]);
    expect(await states('tiny')).toEqual([
      ['host-2', 'has'],
      ['host-1', 'lacks'],
    ]);
  });

  it('tells what is at an address', async () => {
    expect(await rows('find', '10.204.0.77')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'container', name: 'two', host: 'host-2' }),
        expect.objectContaining({ kind: 'inside subnet', name: '10.204.0.0/24' }),
      ]),
    );
    expect(await rows('find', world.address('host-1'))).toContainEqual(
      expect.objectContaining({ kind: 'host interface', host: 'host-1' }),
    );
    expect((await world.muster(['find', '10.250.250.250'])).code).toBe(1);
  });

  it('tells which subnets overlap', async () => {
    const overlaps = await rows('networks', 'overlaps');
    expect(overlaps.map((it) => [it['network'], it['other']].sort())).toEqual([
      ['clash', 'shared'],
    ]);
    expect(overlaps[0]).toMatchObject({ on: 'host-1', fleet: 'daily' });
  });

  it('tells what is almost full', async () => {
    const [fullest] = await rows('networks', 'usage');
    // Of eight addresses: network, broadcast, gateway and one container.
    expect(fullest).toMatchObject({ network: 'tiny', size: 8, used: 4, percent: 50, on: 'host-2' });
  });

  it('tells what changed, and keeps it over a restart of the coordinator', async () => {
    await world.docker('host-2', 'rm', '--force', 'two');
    const removed = () =>
      eventually('the history tells that it went', async () =>
        (await rows('history', '--table', 'endpoints', '--host', 'host-2')).some(
          ({ what, row }) => what === 'removed' && (row as Row)['container'] === 'two',
        ),
      );
    await removed();
    const before = (await rows('history', '--limit', '1000')).length;
    await world.coordinator?.stop();
    await world.startCoordinator();
    await world.connected();
    await removed();
    const told = await rows('history', '--limit', '1000');
    expect(told.slice(-before)).toHaveLength(before);
    expect(told.filter(({ table }) => table === 'hosts').length).toBeLessThan(before);
    const { stdout } = await world.muster(['history', '--since', '1h']);
    expect(stdout).toMatch(/removed\s+endpoints\s+shared two/);
  });

  it('is exported as one document', async () => {
    const file = join(world.folder, 'inventory.json');
    const { code, stderr } = await world.muster(['export', '--file', file]);
    expect(code, stderr).toBe(0);
    const { tables } = JSON.parse(readFileSync(file, 'utf8')) as {
      tables: Record<string, readonly Row[]>;
    };
    expect(tables['hosts']?.map(({ host }) => host)).toEqual(['host-1', 'host-2']);
    expect(tables['networks']?.map(({ network }) => network)).toContain('tiny');
  });

  it('shows a host whose agent is gone as stale, with what it said last', async () => {
    await world.agents.get('host-2')?.stop();
    await seen("select 1 from networks where network = 'tiny' and host = 'host-2' and stale");
    const found = await rows('networks', 'where', 'tiny');
    expect(found).toContainEqual(
      expect.objectContaining({ host: 'host-2', state: 'unknown', last_seen: 'has' }),
    );
  });
});
