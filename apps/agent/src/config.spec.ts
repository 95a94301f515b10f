import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { loadConfig, usage } from './config.js';

const load = (...argv: string[]) => loadConfig(argv, {});

describe('the configuration of an agent', () => {
  it('has defaults for everything', () => {
    expect(load()).toEqual({
      coordinator: { kind: 'unix', path: '/run/muster/agents.sock' },
      host: hostname().toLowerCase(),
      dockerSocket: '/var/run/docker.sock',
      logLevel: 'info',
    });
  });

  it('takes every option', () => {
    const argv = ['--coordinator', '192.0.2.10:7444', '--host', 'Web-1', '--insecure'];
    expect(load(...argv, '--docker', '/run/d.sock', '--log-level', 'debug')).toEqual({
      coordinator: { kind: 'tcp', host: '192.0.2.10', port: 7444 },
      host: 'web-1',
      dockerSocket: '/run/d.sock',
      logLevel: 'debug',
    });
  });

  it('finds the Engine as Docker does: --docker, then DOCKER_HOST', () => {
    const env = { DOCKER_HOST: 'unix:///run/user/1/docker.sock' };
    expect(loadConfig([], env)?.dockerSocket).toBe('/run/user/1/docker.sock');
    expect(loadConfig(['--docker', 'unix:///x.sock'], env)?.dockerSocket).toBe('/x.sock');
  });

  it('dials in plaintext only on this machine, unless told', () => {
    for (const local of ['127.0.0.1:7444', '[::1]:7444', 'localhost:7444', '/run/x.sock']) {
      expect(load('--coordinator', local)).toBeDefined();
    }
    expect(() => load('--coordinator', '192.0.2.10:7444')).toThrow(/--insecure/);
  });

  it('gives help instead, and the help names every option', () => {
    expect(load('--help')).toBeUndefined();
    for (const option of ['coordinator', 'host', 'docker', 'insecure', 'log-level', 'help']) {
      expect(usage).toContain(`--${option}`);
    }
  });

  it.each<[string, string[]]>([
    ['--coordinator', ['--coordinator', 'nowhere']],
    ['--coordinator', ['--coordinator', '']],
    ['--coordinator', ['--coordinator', 'web-1:70000']],
    ['--coordinator', ['--coordinator', `/${'x'.repeat(200)}`]],
    ['--coordinator', ['--coordinator', '192.0.2.10:7444']],
    ['--coordinator', ['--coordinator']],
    ['--host', ['--host', '']],
    ['--host', ['--host', 'web_1']],
    ['--host', ['--host', '-web']],
    ['--host', ['--host', 'x'.repeat(64)]],
    ['--docker', ['--docker', '']],
    ['--docker', ['--docker', 'tcp://192.0.2.1:2375']],
    ['--docker', ['--docker', 'docker.sock']],
    ['--log-level', ['--log-level', 'loud']],
    ['--log-level', ['--log-level', '']],
    ['--insecure', ['--insecure=yes']],
    ['--unheard-of', ['--unheard-of']],
    ['web-1', ['web-1']],
  ])('names %s when it is given as %j', (option, argv) => {
    expect(() => load(...argv)).toThrow(
      expect.objectContaining({
        name: 'FleetError',
        code: 'invalid',
        message: expect.stringContaining(option) as string,
      }),
    );
  });

  it('names DOCKER_HOST when that is what it cannot use', () => {
    expect(() => loadConfig([], { DOCKER_HOST: 'tcp://192.0.2.1:2375' })).toThrow(/DOCKER_HOST/);
  });
});
