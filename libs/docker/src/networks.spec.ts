import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDockerEngine } from './docker-engine.js';

const container = 'c'.repeat(64);
const other = 'd'.repeat(64);
const labels = {
  'com.docker.swarm.task.id': 'task1',
  'com.docker.swarm.service.id': 'service1',
  'com.docker.swarm.service.name': 'web',
};

/** What a daemon answers, by path without the version. */
const answers: Record<string, unknown> = {
  '/networks': [
    { Id: 'n1', Name: 'used', Scope: 'local' },
    { Id: 'n2', Name: 'idle', Scope: 'local' },
    { Id: 'gone', Name: 'gone', Scope: 'swarm' },
    { Id: 'gw', Name: 'docker_gwbridge', Scope: 'local' },
  ],
  '/networks/n1': {
    ...{ Id: 'n1', Name: 'used', Scope: 'local' },
    IPAM: { Config: [{ Subnet: '10.1.0.0/24', Gateway: '10.1.0.1' }, { Subnet: 'fd00::/64' }] },
    Containers: {
      [container]: { Name: 'web.1', IPv4Address: '10.1.0.2/24', MacAddress: '02:42:0a:01:00:02' },
      [other]: { Name: 'started-just-now', IPv4Address: '10.1.0.4/24' },
      'ep-abc': { Name: 'left-behind', IPv4Address: '10.1.0.3/24' },
      'lb-used': { Name: 'used-endpoint', IPv4Address: '10.1.0.5/24' },
    },
    Status: {
      IPAM: {
        Subnets: {
          '10.1.0.0/24': { IPsInUse: 5, DynamicIPsAvailable: 251 },
          'fd00::/64': { IPsInUse: 1, DynamicIPsAvailable: 18446744073709551615n },
        },
      },
    },
  },
  '/networks/gw': {
    ...{ Id: 'gw', Name: 'docker_gwbridge', Scope: 'local' },
    Containers: { [container]: { Name: 'gateway_1', IPv4Address: '172.18.0.3/16' } },
  },
  '/networks/n2': { Id: 'n2', Name: 'idle', Scope: 'local' },
  '/containers/json': [
    {
      ...{ Id: container, Names: ['/web.1'], Image: 'web:1', Labels: labels },
      NetworkSettings: { Networks: { used: { NetworkID: 'n1' } } },
    },
  ],
};

const inJson = (value: unknown): string =>
  JSON.stringify(value, (_, it: unknown) => (typeof it === 'bigint' ? Number(it) : it));

describe('networks', () => {
  let folder: string;
  let server: Server;
  let asked: string[];
  let api: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-networks-'));
    asked = [];
    api = '1.41';
    server = createServer(({ url = '' }, response) => {
      response.setHeader('Api-Version', api);
      const path = url.replace(/^\/v[\d.]+/, '');
      asked.push(path);
      const answer = answers[path];
      if (path === '/_ping') response.end('OK');
      else if (answer === undefined) response.writeHead(404).end('{"message":"no such network"}');
      else response.end(inJson(answer));
    });
    await once(server.listen(join(folder, 'docker.sock')), 'listening');
  });
  afterEach(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  const look = () =>
    createDockerEngine({ socketPath: join(folder, 'docker.sock') }).networks(
      {},
      new AbortController().signal,
    );

  it('tell of each attached container its image and task', async () => {
    const [used] = await look();
    expect(used?.attachments).toEqual([
      {
        ...{ containerId: container, name: 'web.1', image: 'web:1' },
        ...{ ipv4Address: '10.1.0.2/24', ipv6Address: '', macAddress: '02:42:0a:01:00:02' },
        task: { taskId: 'task1', serviceId: 'service1', service: 'web' },
      },
      expect.objectContaining({ containerId: other, image: '' }),
    ]);
  });

  it("tell endpoints without container apart from the Engine's own", async () => {
    const [used] = await look();
    expect(used?.orphans).toEqual([
      { endpointId: 'abc', name: 'left-behind', ipv4Address: '10.1.0.3/24' },
    ]);
  });

  it('leave out what went while they were read', async () => {
    expect((await look()).map(({ name }) => name)).toEqual(['used', 'idle', 'docker_gwbridge']);
  });

  it('tell of the gateways of containers, which containers themselves do not', async () => {
    const gateways = (await look()).find(({ name }) => name === 'docker_gwbridge')?.attachments;
    expect(gateways).toMatchObject([{ name: 'gateway_1', image: 'web:1' }]);
  });

  it('are inspected only where that tells more', async () => {
    await look();
    expect(asked).toContain('/networks/n1');
    expect(asked).not.toContain('/networks/n2');
  });

  it('tell how many addresses are used, from API 1.52', async () => {
    api = '1.52';
    const [used] = await look();
    expect(used?.subnets).toEqual([
      { subnet: '10.1.0.0/24', gateway: '10.1.0.1', use: { inUse: 5, available: 251 } },
      { subnet: 'fd00::/64', gateway: '', use: { inUse: 1, available: Number.MAX_SAFE_INTEGER } },
    ]);
    expect(asked).toContain('/networks/n2');
  });
});
