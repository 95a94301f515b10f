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
  await successful('up', '--hosts', '1', '--vms', '1', '--name', lab);
});

afterAll(async () => {
  for (const name of [lab, victim]) await successful('down', '--name', name);
});

describe('a VM beside a host of namespaces', () => {
  it('is shown as one', async () => {
    const { labs } = JSON.parse(await successful('status', '--name', lab, '-o', 'json')) as {
      labs: LabStatus[];
    };
    const seen = labs[0]?.hosts.map(({ name, kind, address, running, engine }) =>
      [name, kind, address, running, engine.running, engine.version?.slice(0, 5)].join(' '),
    );
    expect(seen?.[0]).toMatch(/^host-1 namespaces 198\.18\.0\.1 true true \d/);
    expect(seen?.[1]).toBe('host-2 vm 198.18.0.2 true true 26.1.');
  });

  it('has a kernel and a name of its own, one interface, and what agents need', async () => {
    const look = 'hostname; ls /sys/class/net | grep -c ^eth; node --version; nft --version';
    const [name, interfaces, node, nft] = (await on('host-2', 'sh', '-c', look)).split('\n');
    expect([name, interfaces, node]).toEqual(['host-2', '1', process.version]);
    expect(nft).toContain('nftables');
    const boots = await Promise.all(['host-1', 'host-2'].map(bootId));
    expect(new Set(boots).size).toBe(2);
    const id = 'cat /etc/machine-id; docker info --format "{{.ID}}"';
    const ids = await Promise.all(['host-1', 'host-2'].map((host) => on(host, 'sh', '-c', id)));
    expect(new Set(ids.flatMap((text) => text.split('\n'))).size).toBe(4);
  });

  it('boots again, and is the same host', async () => {
    const [before, id] = [await bootId('host-2'), await docker('host-2', 'info', '-f', '{{.ID}}')];
    await successful('reboot', 'host-2', '--name', lab);
    expect(await bootId('host-2')).not.toBe(before);
    expect(await docker('host-2', 'info', '-f', '{{.ID}}')).toBe(id);
  });

  it('stops and starts its engine, and shows why it does not start', async () => {
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
  const exec = ['exec', 'host-2', '--name', lab, '--'];

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
