import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LabStatus } from './lab/status.js';
import { command, startCommand, successful } from './testing/command.js';
import { networksOf, tracesOf } from './testing/traces.js';

const lab = `v${process.pid}`;
const victim = `${lab}-c`;

/** An emulated processor takes its time, the more so beside others. Milliseconds. */
const minutes = (count: number): number => count * 60_000;
vi.setConfig({ testTimeout: minutes(5), hookTimeout: minutes(15) });

const on = async (host: string, ...args: string[]): Promise<string> =>
  (await successful('exec', host, '--name', lab, '--', ...args)).trim();
const docker = (host: string, ...args: string[]): Promise<string> => on(host, 'docker', ...args);
const bootId = (host: string): Promise<string> =>
  on(host, 'cat', '/proc/sys/kernel/random/boot_id');

/** Until it does not throw. */
const eventually = <T>(look: () => Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: minutes(3), interval: 1_000 });

beforeAll(async () => {
  await successful('up', '--vms', '2', '--name', lab);
});

afterAll(async () => {
  for (const name of [lab, victim]) await successful('down', '--name', name);
});

describe('a lab of two VMs', () => {
  it('tells that they are, and which Engine each has', async () => {
    const { labs } = JSON.parse(await successful('status', '--name', lab, '-o', 'json')) as {
      labs: LabStatus[];
    };
    const seen = labs[0]?.hosts.map(({ name, kind, address, running, engine }) => {
      return [name, kind, address, running, engine.running, engine.version?.slice(0, 4)].join(' ');
    });
    expect(seen).toEqual([
      'host-1 vm 198.18.0.1 true true 26.1',
      'host-2 vm 198.18.0.2 true true 26.1',
    ]);
  });

  it('gives each a kernel of its own, one interface, and what agents need', async () => {
    const look = 'hostname; cat /etc/machine-id; ls /sys/class/net | grep -c eth; node --version';
    const seen = await Promise.all(['host-1', 'host-2'].map((host) => on(host, 'sh', '-c', look)));
    const [one = [], two = []] = seen.map((text) => text.split('\n'));
    expect([one[0], two[0]]).toEqual(['host-1', 'host-2']);
    expect(one[1]).not.toBe(two[1]);
    expect([one.slice(2), two.slice(2)]).toEqual([
      ['1', process.version],
      ['1', process.version],
    ]);
    expect(await bootId('host-1')).not.toBe(await bootId('host-2'));
  });

  it('carries packets of an encrypted overlay, as ESP', async () => {
    await docker('host-1', 'swarm', 'init');
    const token = await docker('host-1', 'swarm', 'join-token', '--quiet', 'worker');
    await docker('host-2', 'swarm', 'join', '--token', token, '198.18.0.1:2377');
    const create = ['network', 'create', '--driver', 'overlay', '--attachable'];
    await docker('host-1', ...create, '--opt', 'encrypted', 'secret');
    const start = ['run', '--detach', '--network', 'secret', '--name'];
    const image = ['muster-lab/busybox', 'sleep', '3600'];
    await eventually(() => docker('host-1', ...start, 'one', ...image));
    await docker('host-2', ...start, 'two', ...image);
    const ping = await eventually(() =>
      docker('host-2', 'exec', 'two', 'ping', '-c', '1', '-W', '10', 'one'),
    );
    expect(ping).toContain('1 packets received');
    expect(await on('host-1', 'ip', 'xfrm', 'state')).toContain('proto esp');
    // Counted where a packet is taken out of ESP, so it has come as one.
    const policies = await on('host-2', 'ip', '-s', 'xfrm', 'state');
    expect(policies).toMatch(/lifetime current:\s+[1-9]\d*\(bytes\)/);
  });

  it('answers at the virtual address of a service', async () => {
    const service = ['service', 'create', '--name', 'files', '--network', 'secret', '--quiet'];
    const server = ['muster-lab/busybox', 'httpd', '-f', '-h', '/etc'];
    await docker('host-1', ...service, '--no-resolve-image', '--replicas', '2', ...server);
    // Of a static busybox, nc resolves names in a container without libraries; wget does not.
    const get = "printf 'GET /group HTTP/1.0\\r\\n\\r\\n' | nc -w 10 files 80";
    await eventually(async () => {
      expect(await docker('host-2', 'exec', 'two', 'sh', '-c', get)).toContain('root:x:0:');
    });
  });

  it('boots a host again, which is the same one in the same swarm', async () => {
    const [before, id] = [await bootId('host-2'), await docker('host-2', 'info', '-f', '{{.ID}}')];
    await successful('reboot', 'host-2', '--name', lab);
    expect(await bootId('host-2')).not.toBe(before);
    expect(await docker('host-2', 'info', '-f', '{{.ID}}')).toBe(id);
    await eventually(async () => {
      const nodes = await docker('host-1', 'node', 'ls', '--format', '{{.Status}}');
      expect(nodes).toBe('Ready\nReady');
    });
  });

  it('stops and starts a single engine, and shows why one does not start', async () => {
    const host = ['host-2', '--name', lab];
    await successful('stop-engine', ...host, '--kill');
    expect(await successful('status', '--name', lab)).toMatch(/host-2 .* stopped/);
    const refused = await command('start-engine', ...host, '--', '--no-such-flag');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('unknown flag: --no-such-flag');
    await successful('start-engine', ...host);
    expect((await command('start-engine', ...host)).stderr).toContain('runs already');
  });
});

describe('exec in a VM', () => {
  const exec = ['exec', 'host-1', '--name', lab, '--'];

  it('passes on exit codes, both outputs and the input', async () => {
    const outcome = await command(...exec, 'sh', '-c', 'echo out; echo err >&2; exit 7');
    expect(outcome).toMatchObject({ code: 7, stdout: 'out\n', stderr: 'err\n' });
    const printed = JSON.parse(
      await successful('exec', '--print', ...exec.slice(1), 'sha256sum'),
    ) as string[];
    const [file = '', ...args] = printed;
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const input = Buffer.alloc(3_000_000, 'muster');
    child.stdin.end(input);
    const sum = Buffer.concat((await child.stdout.toArray()) as Buffer[]).toString();
    expect(sum).toBe(`${createHash('sha256').update(input).digest('hex')}  -\n`);
  });

  it('passes on signals, and ends by the one that ended the command', async () => {
    const script = 'trap "echo asked; exit 3" TERM; echo ready >&2; while :; do sleep 0.1; done';
    const polite = startCommand(...exec, 'sh', '-c', script);
    await polite.said('ready');
    polite.child.kill('SIGTERM');
    expect(await polite.outcome).toMatchObject({ code: 3, stdout: 'asked\n' });
    expect(await command(...exec, 'sh', '-c', 'kill -KILL $$')).toMatchObject({ code: 'SIGKILL' });
  });

  it('leaves nothing behind when it is killed', async () => {
    const running = startCommand(...exec, 'sh', '-c', 'echo ready >&2; sleep 987 & wait');
    await running.said('ready');
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    await eventually(async () => {
      expect((await command(...exec, 'pgrep', '-f', 'sleep 987')).stdout).toBe('');
    });
  });

  it('says that a program is not there', async () => {
    expect(await command(...exec, 'no-such-program')).toMatchObject({ code: 127 });
  });
});

describe('down', () => {
  it('takes away what an "up" of VMs leaves that was killed', async () => {
    const up = startCommand('up', '--vms', '1', '--name', victim, '--no-image');
    await up.said('starting 1 hosts');
    await vi.waitFor(async () => {
      const traces = await tracesOf(victim);
      // Fabric, QEMU and a relay each to the Engine and to commands.
      expect(traces.filter((trace) => trace.startsWith('process')).length).toBeGreaterThan(3);
    }, 30_000);
    up.child.kill('SIGKILL');
    await up.outcome;
    const networks = networksOf(victim);
    await successful('down', '--name', victim);
    expect(await tracesOf(victim, networks)).toEqual([]);
  });
});
