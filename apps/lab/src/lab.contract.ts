import { execFileSync, spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LabStatus } from './lab/status.js';
import { startTimeOf } from './system/processes.js';
import { command, startCommand, successful } from './testing/command.js';
import { networksOf, tracesOf } from './testing/traces.js';

// Names of our own, so that a lab which somebody else has up on this machine is never touched.
const lab = `t${process.pid}`;
const other = `${lab}-b`;
const victim = `${lab}-c`;

const machineLinks = (): string => execFileSync('ip', ['-oneline', 'link'], { encoding: 'utf8' });
const on = async (host: string, ...args: string[]): Promise<string> =>
  (await successful('exec', host, '--name', lab, '--', ...args)).trim();

let linksBefore: string;

beforeAll(async () => {
  linksBefore = machineLinks();
  await successful('up', '--hosts', '3', '--name', lab);
});

afterAll(async () => {
  for (const name of [lab, other, victim]) await successful('down', '--name', name);
});

describe('a lab of three hosts', () => {
  it('shows nothing of itself in the machine’s own network', () => {
    expect(machineLinks()).toBe(linksBefore);
  });

  it('tells where its hosts are', async () => {
    const { labs } = JSON.parse(await successful('status', '--name', lab, '-o', 'json')) as {
      labs: LabStatus[];
    };
    const hosts = labs[0]?.hosts ?? [];
    expect(hosts.map(({ name, address }) => `${name} ${address}`)).toEqual([
      'host-1 198.18.0.1',
      'host-2 198.18.0.2',
      'host-3 198.18.0.3',
    ]);
    for (const { engine, socket } of hosts) {
      expect(engine.running).toBe(true);
      expect(engine.version).toMatch(/^\d+\.\d+\./);
      expect(socket).toContain(`/${lab}/`);
    }
  });

  it('gives every host a name, a machine id, an engine id and an interface of its own', async () => {
    const identity = 'hostname; cat /etc/machine-id; docker info --format "{{.ID}} {{.Name}}"';
    const seen = await Promise.all(
      ['host-1', 'host-2', 'host-3'].map((host) => on(host, 'sh', '-c', identity)),
    );
    expect(seen.map((text) => text.split('\n')[0])).toEqual(['host-1', 'host-2', 'host-3']);
    expect(new Set(seen.flatMap((text) => text.split(/\s+/))).size).toBe(3 * 3);
    expect(await on('host-2', 'ls', '/sys/class/net')).toContain('eth0');
    expect(await on('fabric', 'ls', '/sys/class/net')).toContain('port-3');
  });

  it('makes one swarm, whose attachable overlay carries packets between containers', async () => {
    await on('host-1', 'docker', 'swarm', 'init');
    const token = await on('host-1', 'docker', 'swarm', 'join-token', '--quiet', 'worker');
    await on('host-2', 'docker', 'swarm', 'join', '--token', token, '198.18.0.1:2377');
    await vi.waitFor(
      async () => {
        const nodes = await on('host-1', 'docker', 'node', 'ls', '--format', '{{.Status}}');
        expect(nodes).toBe('Ready\nReady');
      },
      { timeout: 20_000, interval: 200 },
    );
    await on(
      'host-1',
      'docker',
      'network',
      'create',
      '--driver',
      'overlay',
      '--attachable',
      'shared',
    );
    const start = ['docker', 'run', '--detach', '--network', 'shared'];
    const image = ['muster-lab/busybox', 'sleep', '600'];
    await on('host-1', ...start, '--name', 'one', ...image);
    await on('host-2', ...start, '--name', 'two', ...image);
    const ping = await on('host-2', 'docker', 'exec', 'two', 'ping', '-c', '1', '-W', '5', 'one');
    expect(ping).toContain('1 packets received');
  });

  it('stops, kills and starts a single engine', async () => {
    const engine = ['host-3', '--name', lab];
    for (const how of [[], ['--kill']]) {
      await successful('stop-engine', ...engine, ...how);
      expect(await successful('status', '--name', lab)).toMatch(/host-3 .* stopped/);
      await successful('start-engine', ...engine);
      expect(await on('host-3', 'docker', 'info', '--format', '{{.Name}}')).toBe('host-3');
    }
  });

  it('shows the end of the log of an engine that does not start', async () => {
    await successful('stop-engine', 'host-3', '--name', lab);
    const refused = await command('start-engine', 'host-3', '--name', lab, '--', '--no-such-flag');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('unknown flag: --no-such-flag');
    await successful('start-engine', 'host-3', '--name', lab);
  });
});

describe('exec', () => {
  it('passes on exit codes, output and the working directory', async () => {
    const outcome = await command('exec', 'host-1', '--name', lab, '--', 'sh', '-c', 'pwd; exit 7');
    expect(outcome).toMatchObject({ code: 7, stdout: `${process.cwd()}\n` });
  });

  it('becomes the command, so that a signal reaches it and nothing is left behind', async () => {
    const { child, outcome } = startCommand('exec', 'host-1', '--name', lab, '--', 'sleep', '600');
    const name = (): string =>
      execFileSync('ps', ['-o', 'comm=', '-p', String(child.pid)], { encoding: 'utf8' });
    await vi.waitFor(() => {
      expect(name().trim()).toBe('sleep');
    }, 10_000);
    child.kill('SIGKILL');
    expect(await outcome).toMatchObject({ code: 'SIGKILL' });
  });

  it('prints a command line that does the same', async () => {
    const printed = await successful('exec', '--print', 'host-2', '--name', lab, '--', 'hostname');
    const [file = '', ...args] = JSON.parse(printed) as string[];
    expect(execFileSync(file, args, { encoding: 'utf8' })).toBe('host-2\n');
  });
});

describe('a mistake', () => {
  it.each([
    [['exec', 'host-9', '--name', lab, '--', 'true'], 2, 'has no host "host-9"'],
    [['exec', 'host-1', '--name', 'no-such-lab', '--', 'true'], 1, 'There is no lab "no-such-lab"'],
    [['up', '--hosts', '3', '--name', lab], 1, 'is up already'],
    [['up', '--hosts', '0'], 2, 'is not a number of hosts'],
    [['up', '--hosts', '1', '--name', 'No'], 2, 'cannot be the name of a lab'],
    [['up', '--hosts', '1', '--engines', '1.12'], 2, 'choose from'],
    [['up'], 2, '--hosts N, --vms N'],
    [['up', '--vms', '17'], 2, 'is not a number of VMs'],
    [['reboot', 'host-1', '--name', lab], 2, 'shares the machine’s kernel'],
    [['sideways'], 2, 'unknown command'],
  ])('%j ends with %i and says "%s"', async (args, code, message) => {
    const outcome = await command(...args);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).not.toMatch(/^ {4}at /m);
  });

  it('is not being root', async () => {
    const asNobody = [
      '--reuid',
      '65534',
      '--clear-groups',
      process.execPath,
      'apps/lab/bin/muster-lab.js',
    ];
    const child = spawn('setpriv', [...asNobody, 'status'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(said).toContain('which only root may');
  });
});

describe('down', () => {
  afterEach(() => successful('down', '--name', victim));

  it('ends one of two labs side by side, with what runs in it, and nothing else', async () => {
    await successful('up', '--hosts', '2', '--name', other, '--no-image');
    const sleeping = ['--', 'sh', '-c', 'echo inside >&2; exec sleep 600'];
    const within = startCommand('exec', 'host-1', '--name', other, ...sleeping);
    const beside = startCommand('exec', 'host-1', '--name', lab, ...sleeping);
    const namesake = spawn('sleep', ['600'], { env: { MUSTER_LAB_OWNED_BY: other } });
    try {
      await Promise.all([within.said('inside'), beside.said('inside')]);
      const networks = networksOf(other);
      expect(networks).toHaveLength(3);
      await successful('down', '--name', other);
      expect(await within.outcome).toMatchObject({ code: 'SIGKILL' });
      expect(startTimeOf(beside.child.pid!)).toBeDefined();
      expect(startTimeOf(namesake.pid!)).toBeDefined();
      namesake.kill();
      await vi.waitFor(async () => {
        expect(await tracesOf(other, networks)).toEqual([]);
      }, 10_000);
      expect(await on('host-1', 'docker', 'info', '--format', '{{.Name}}')).toBe('host-1');
    } finally {
      beside.child.kill();
      namesake.kill();
    }
  });

  it.each(['starting 3 hosts', 'host-'])(
    'takes away what an "up" leaves that was killed after saying "%s", and is harmless again',
    async (moment) => {
      const up = startCommand('up', '--hosts', '3', '--name', victim);
      await up.said(moment);
      up.child.kill('SIGKILL');
      await up.outcome;
      const networks = networksOf(victim);
      expect(await tracesOf(victim)).not.toEqual([]);
      expect((await command('up', '--hosts', '3', '--name', victim)).stderr).toContain(
        'half started',
      );
      await successful('down', '--name', victim);
      expect(await tracesOf(victim, networks)).toEqual([]);
      expect((await command('down', '--name', victim)).stderr).toContain('nothing to do');
      expect(machineLinks()).toBe(linksBefore);
    },
  );

  it('is not needed after an "up" that was interrupted', async () => {
    const up = startCommand('up', '--hosts', '3', '--name', victim);
    await up.said('starting 3 hosts');
    const networks = networksOf(victim);
    up.child.kill('SIGTERM');
    expect(await up.outcome).toMatchObject({ code: 143, stdout: '' });
    expect(await tracesOf(victim, networks)).toEqual([]);
  });

  it('ends an "up" that is still at it', async () => {
    const up = startCommand('up', '--hosts', '3', '--name', victim);
    await up.said('starting 3 hosts');
    await successful('down', '--name', victim);
    expect(await up.outcome).toMatchObject({ code: 143 });
    expect(await tracesOf(victim)).toEqual([]);
  });
});
