import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemSchema } from '@muster/api';
import { createLogger, parseAddress } from '@muster/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Coordinator, startCoordinator } from '../coordinator.js';

type Answer = { readonly status: number; readonly type: string; readonly body: string };

const log = createLogger('test', 'silent');
let folder: string;
let coordinator: Coordinator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-http-'));
  coordinator = await startCoordinator(
    {
      listen: [parseAddress(`unix:${folder}/rest.sock`), parseAddress('127.0.0.1:0')],
      agents: parseAddress(`unix:${folder}/agents.sock`),
      data: folder,
      insecure: false,
      checkEveryMs: 0,
      logLevel: 'silent',
    },
    log,
  );
});

afterAll(async () => {
  await coordinator.stop('the tests are over');
  rmSync(folder, { recursive: true, force: true });
});

function ask(
  path: string,
  options: { method?: string; type?: string; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', type = 'application/json', body } = options;
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': type };
    const call = request(
      { socketPath: `${folder}/rest.sock`, path, method, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => {
          const contentType = response.headers['content-type'] ?? '';
          resolve({ status: response.statusCode ?? 0, type: contentType, body: text });
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

const problemIn = ({ type, body }: Answer) => {
  expect(type).toContain('application/problem+json');
  return problemSchema.parse(JSON.parse(body));
};

describe('the REST API', () => {
  it('tells that it lives and is ready', async () => {
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/readyz')).status).toBe(200);
  });

  it('listens on the Unix socket for its owner only, and on TCP when told', async () => {
    expect(statSync(`${folder}/rest.sock`).mode & 0o777).toBe(0o600);
    const [, tcp] = coordinator.listening.rest;
    if (tcp?.kind !== 'tcp') return expect.unreachable();
    const answer = await fetch(`http://127.0.0.1:${String(tcp.port)}/healthz`);
    expect(answer.status).toBe(200);
  });

  it('documents every route with what it answers', async () => {
    const { body } = await ask('/openapi.json');
    const { paths } = JSON.parse(body) as {
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/v1/hosts',
        '/v1/plans',
        '/v1/fleets/{fleet}/operations',
        '/v1/fleets/{fleet}/networks/{name}',
        '/v1/operations/{id}/events',
      ]),
    );
    const answers = Object.values(paths).flatMap((methods) => Object.values(methods));
    for (const { responses } of answers) expect(JSON.stringify(responses)).toContain('schema');
  });

  it('shows the documentation as a page', async () => {
    const { status, type } = await ask('/docs');
    expect(status).toBe(200);
    expect(type).toContain('text/html');
  });

  it('knows no fleet and no operation at first', async () => {
    expect(JSON.parse((await ask('/v1/fleets')).body)).toEqual({ fleets: [] });
    expect(problemIn(await ask('/v1/fleets/none'))).toMatchObject({ status: 404 });
    expect(problemIn(await ask('/v1/operations/none'))).toMatchObject({ status: 404 });
    expect(problemIn(await ask('/v1/hosts/none'))).toMatchObject({ code: 'host-not-found' });
  });
});

describe('bad requests get a problem', () => {
  it.each([
    ['no such route', '/v1/nothing', {}, 'route-not-found', 404],
    ['malformed JSON', '/v1/fleets/a/plans', { method: 'POST', body: '{' }, 'request-invalid', 400],
    [
      'an unknown key',
      '/v1/fleets/a/plans',
      { method: 'POST', body: '{"goal":"down","x":1}' },
      'request-invalid',
      422,
    ],
    [
      'a spec as JSON body',
      '/v1/plans',
      { method: 'POST', body: '{}' },
      'media-type-unsupported',
      415,
    ],
    ['a number that is none', '/v1/hosts?maxAgeMs=soon', {}, 'request-invalid', 422],
    ['a method that is not there', '/v1/hosts', { method: 'DELETE' }, 'route-not-found', 404],
  ])('%s', async (_, path, options, code, status) => {
    const answer = await ask(path, options);
    expect(problemIn(answer)).toMatchObject({ code, status });
    expect(answer.status).toBe(status);
  });

  it('a spec with every finding at once', async () => {
    const body = 'version: 1\nflet: a\nhosts: 7\n';
    const problem = problemIn(
      await ask('/v1/plans', { method: 'POST', type: 'application/yaml', body }),
    );
    expect(problem.code).toBe('spec-invalid');
    expect(problem.findings?.length).toBeGreaterThan(1);
    expect(problem.findings?.map(({ line }) => line)).toContain(2);
  });

  it('a spec that is too large', async () => {
    const body = `# ${'x'.repeat(5 * 1024 * 1024)}`;
    const problem = problemIn(
      await ask('/v1/plans', { method: 'POST', type: 'application/yaml', body }),
    );
    expect(problem).toMatchObject({ code: 'request-too-large', status: 413 });
  });
});

describe('the REST API beyond this machine', () => {
  it('is refused without --insecure', async () => {
    const elsewhere = startCoordinator(
      {
        listen: [parseAddress('0.0.0.0:0')],
        agents: parseAddress(`unix:${folder}/other.sock`),
        data: ':memory:',
        insecure: false,
        checkEveryMs: 0,
        logLevel: 'silent',
      },
      log,
    );
    await expect(elsewhere).rejects.toMatchObject({ code: 'invalid' });
  });
});
