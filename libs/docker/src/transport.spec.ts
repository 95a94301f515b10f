import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDockerEngine } from './docker-engine.js';

/** A daemon that answers as the test says, over a Unix socket of its own. */
describe('the way to the Engine', () => {
  let folder: string;
  let socketPath: string;
  let server: Server;
  let asked: string[];
  let api: string;
  let answer: RequestListener;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-transport-'));
    socketPath = join(folder, 'docker.sock');
    asked = [];
    api = '1.41';
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.setHeader('Api-Version', api);
      if (request.url === '/_ping') response.end('OK');
      else answer(request, response);
    });
    await once(server.listen(socketPath), 'listening');
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  const engine = () => createDockerEngine({ socketPath });
  const patient = () => new AbortController().signal;
  const openConnections = () =>
    new Promise<number>((resolve, reject) => {
      server.getConnections((error, count) => {
        if (error) reject(error);
        else resolve(count);
      });
    });

  it('speaks the API version of an engine that is older than it, and asks for it once', async () => {
    answer = (_, response) => response.end('{"Swarm":{"LocalNodeState":"inactive"}}');
    const one = engine();
    await one.membership(patient());
    await one.membership(patient());
    expect(asked).toEqual(['GET /_ping', 'GET /v1.41/info', 'GET /v1.41/info']);
  });

  it('speaks the newest version that it knows to an engine that is newer', async () => {
    api = '1.99';
    answer = (_, response) => response.end('{"Swarm":{"LocalNodeState":"inactive"}}');
    await engine().membership(patient());
    expect(asked[1]).toBe('GET /v1.52/info');
  });

  it('refuses an engine that is too old for it', async () => {
    api = '1.40';
    await expect(engine().membership(patient())).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('asks for the version again after the Engine was away', async () => {
    answer = (request) => request.socket.destroy();
    const one = engine();
    await expect(one.membership(patient())).rejects.toMatchObject({ code: 'unavailable' });
    api = '1.45';
    answer = (_, response) => response.end('{"Swarm":{"LocalNodeState":"inactive"}}');
    await one.membership(patient());
    expect(asked.slice(2)).toEqual(['GET /_ping', 'GET /v1.45/info']);
  });

  it('does not follow DOCKER_HOST', async () => {
    answer = (_, response) => response.end('{"Swarm":{"LocalNodeState":"inactive"}}');
    const before = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:1';
    try {
      await expect(engine().membership(patient())).resolves.toEqual({ kind: 'none' });
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    }
  });

  it('calls a daemon that dies amid its answer unavailable', async () => {
    answer = (request, response) => {
      response.setHeader('Content-Length', 1000);
      response.write('{"Swarm":', () => request.socket.destroy());
    };
    await expect(engine().membership(patient())).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each([
    ['before the answer', false],
    ['amid the answer', true],
  ])('stops at once when the caller withdraws %s, and closes the connection', async (_, begun) => {
    const caller = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    answer = (request, response) => {
      closed = new Promise((resolve) => request.socket.once('close', resolve));
      response.setHeader('Content-Length', 1000);
      if (!begun) caller.abort();
      else
        response.write('{"Swarm":', () => {
          caller.abort();
        });
    };
    await expect(engine().membership(caller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    await closed;
    expect(await openConnections()).toBe(0);
  });

  it('tells a passed deadline from a withdrawal', async () => {
    answer = () => undefined;
    const soon = AbortSignal.timeout(20);
    await expect(engine().membership(soon)).rejects.toMatchObject({ code: 'deadline' });
  });

  it('sends nothing when the signal is aborted already', async () => {
    const signal = AbortSignal.abort();
    await expect(engine().membership(signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual([]);
  });

  it('takes only whole names, though the Engine matches parts of them', async () => {
    answer = (_, response) => response.end('[{"Id":"1","Name":"web"},{"Id":"2","Name":"web-2"}]');
    const networks = await engine().listNetworks({ names: ['web'] }, patient());
    expect(networks.map(({ id }) => id)).toEqual(['1']);
    expect(decodeURIComponent(asked[1] ?? '')).toBe('GET /v1.41/networks?filters={"name":["web"]}');
  });

  it('keeps a join token out of the error, whatever the Engine says', async () => {
    answer = (_, response) => response.writeHead(500).end('{"message":"no SWMTKN-1-abc-def here"}');
    const join = engine().joinSwarm(
      { role: 'worker', joinToken: 'SWMTKN-1-abc-def', remoteAddress: '192.0.2.1:2377' },
      patient(),
    );
    const error = await join.catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('abc-def');
    expect(String((error as Error).cause)).not.toContain('abc-def');
  });

  it('writes a node again when somebody else changed it in between', async () => {
    let version = 7;
    answer = (request, response) => {
      if (request.method === 'GET') {
        response.end(
          JSON.stringify({ ID: 'n', Version: { Index: version }, Spec: { Role: 'worker' } }),
        );
        version += 1;
      } else if (request.url?.endsWith('version=7') === true) {
        response.writeHead(500).end('{"message":"rpc error: desc = update out of sequence"}');
      } else response.end();
    };
    await engine().updateNode({ nodeId: 'n', role: 'manager' }, patient());
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual([
      'POST /v1.41/nodes/n/update?version=7',
      'POST /v1.41/nodes/n/update?version=8',
    ]);
  });
});
