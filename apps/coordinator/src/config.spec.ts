import { describe, expect, it } from 'vitest';
import { loadConfig, usage } from './config.js';

const load = (...argv: string[]) => loadConfig(argv);

describe('the configuration of the coordinator', () => {
  it('has defaults for everything', () => {
    expect(load()).toEqual({
      listen: [{ kind: 'unix', path: '/run/muster/coordinator.sock' }],
      agents: { kind: 'unix', path: '/run/muster/agents.sock' },
      data: '/var/lib/muster',
      checkEveryMs: 300_000,
      insecure: false,
      logLevel: 'info',
    });
  });

  it('takes every option, and several places to listen at instead of the default', () => {
    const argv = [
      '--listen',
      'unix:/run/a.sock',
      '--listen',
      '127.0.0.1:0',
      '--insecure',
      '--check-every',
      'off',
    ];
    expect(load(...argv, '--agents', '[::]:7444', '--data', '/d', '--log-level', 'warn')).toEqual({
      listen: [
        { kind: 'unix', path: '/run/a.sock' },
        { kind: 'tcp', host: '127.0.0.1', port: 0 },
      ],
      agents: { kind: 'tcp', host: '::', port: 7444 },
      data: '/d',
      checkEveryMs: 0,
      insecure: true,
      logLevel: 'warn',
    });
  });

  it('gives help instead, and the help names every option', () => {
    expect(load('--help')).toBeUndefined();
    for (const option of ['listen', 'agents', 'data', 'check-every', 'insecure', 'log-level']) {
      expect(usage).toContain(`--${option}`);
    }
  });

  it.each<[string, string[]]>([
    ['--listen', ['--listen', 'nowhere']],
    ['--listen', ['--listen', '/ok.sock', '--listen', '127.0.0.1:70000']],
    ['--listen', ['--listen', `/${'x'.repeat(200)}`]],
    ['--listen', ['--listen', '']],
    ['--listen', ['--listen']],
    ['--agents', ['--agents', 'unix:relative.sock']],
    ['--agents', ['--agents', '']],
    ['--data', ['--data', '']],
    ['--data', ['--data']],
    ...['9s', '169h', '5', 'soon', '-5m', '', '1d'].map((text): [string, string[]] => [
      '--check-every',
      [`--check-every=${text}`],
    ]),
    ['--log-level', ['--log-level', 'loud']],
    ['--insecure', ['--insecure=yes']],
    ['--unheard-of', ['--unheard-of']],
    ['serve', ['serve']],
  ])('names %s when it is given as %j', (option, argv) => {
    expect(() => load(...argv)).toThrow(
      expect.objectContaining({
        name: 'FleetError',
        code: 'invalid',
        message: expect.stringContaining(option) as string,
      }),
    );
  });
});
