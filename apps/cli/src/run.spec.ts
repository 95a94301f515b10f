import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { against } from './testing/against.js';
import { json, problem } from './testing/coordinator.js';
import { muster } from './testing/terminal.js';

describe('wrong usage', () => {
  it.each([
    [['nonsense'], 'nonsense'],
    [['up'], '--file'],
    [['hosts', '--bogus'], '--bogus'],
    [['hosts', '-o', 'xml'], 'xml'],
    [['hosts', 'show'], 'host'],
    [['networks', 'create', 'a', '--mtu', 'big'], 'whole number'],
    [['networks', 'create', 'a', '--opt', '=red'], 'KEY=VALUE'],
    [['networks', 'create', 'a', '--gateway', '10.0.0.1', '--fleet', 'f'], 'no --subnet'],
    [['networks', 'create', 'a', '--label', 'x'], 'KEY=VALUE'],
    [['hosts', '--coordinator', 'ftp://x'], 'ftp://x'],
    [['hosts', '--coordinator', `/${'long/'.repeat(40)}`], '107 bytes'],
    [['plan', '-f', '/no/such/file'], 'no such file'],
    [['plan', '-f', tmpdir()], 'is a directory'],
    [['plan', '-f', '/dev/zero'], 'larger than'],
    [['up', '-f', '-'], '--yes'],
  ])('%j exits with 2 and says %j', async (argv, said) => {
    const { code, stdout, stderr } = await muster(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('    at ');
  });

  it('is a document on stderr for programs', async () => {
    const { code, stderr } = await muster(['hosts', '-o', 'json', '--bogus']);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'usage', status: 0 });
  });

  it('without any command shows the help', async () => {
    const { code, stderr } = await muster([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: muster');
  });
});

describe('help', () => {
  const commands = ['up', 'plan', 'check', 'status', 'hosts', 'hosts show', 'down'];
  const below = ['ls', 'inspect', 'create', 'rm'].map((name) => `networks ${name}`);
  const more = ['ls', 'show', 'watch', 'cancel'].map((name) => `operations ${name}`);
  const earlier = ['ls', 'show'].map((name) => `checks ${name}`);

  it.each(['', ...commands, ...below, ...more, ...earlier])(
    'of muster %s has an example',
    async (name) => {
      const { code, stdout } = await muster([...name.split(' ').filter(Boolean), '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/Examples?:\n {2}\$ muster /);
      expect(stdout).toContain('--coordinator');
    },
  );

  it('lists the exit codes', async () => {
    const { stdout } = await muster(['--help']);
    expect(stdout).toContain('3  blocked by findings');
    expect(stdout).toContain('5  nothing fails');
  });
});

describe('a coordinator that does not answer as it should', () => {
  it('is not there: one sentence and what to do', async () => {
    const { code, stderr } = await muster(['hosts', '--coordinator', '/no/such.sock']);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be reached at unix:/no/such.sock');
    expect(stderr).toContain('npx muster-coordinator');
    expect(stderr).not.toContain('    at ');
  });

  it('answers a problem: the sentence and its remedy', async () => {
    const busy = problem({
      status: 409,
      code: 'fleet-busy',
      detail: 'op-7 runs',
      remedy: ['Wait.'],
    });
    const { code, stderr } = await against({ 'GET /v1/hosts': busy }, ['hosts']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'muster: op-7 runs\n→ Wait.\n' });
  });

  it('answers a problem: the very document for programs', async () => {
    const busy = problem({ status: 409, code: 'fleet-busy' });
    const { stdout, stderr } = await against({ 'GET /v1/hosts': busy }, ['hosts', '-o', 'json']);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toMatchObject({ status: 409, code: 'fleet-busy' });
  });

  it.each([
    ['a newer form', json({ revision: 1, hosts: [], next: null, added: true }), 'same version'],
    ['no JSON', json('x', 200, 'text/html'), 'does not know'],
    ['a page of a proxy', json('<h1>Bad Gateway</h1>', 502, 'text/html'), '502'],
  ])('answers %s', async (_name, reply, said) => {
    const { code, stderr } = await against({ 'GET /v1/hosts': reply }, ['hosts']);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('    at ');
  });

  it('shows the stack only when asked for', async () => {
    const env = { MUSTER_DEBUG: '1' };
    const { stderr } = await muster(['hosts', '--coordinator', '/no/such.sock'], { env });
    expect(stderr).toContain('    at ');
  });
});
