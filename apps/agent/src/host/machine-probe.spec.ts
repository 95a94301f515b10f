import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachineProbe } from './machine-probe.js';

const heading = '  sl  local_address rem_address   st\n';
const listening = '   0: 00000000:1F0A 00000000:0000 0A\n';

describe('the probe of a machine', () => {
  let proc: string;
  beforeEach(async () => {
    proc = await mkdtemp(join(tmpdir(), 'muster-proc-'));
    await mkdir(join(proc, 'net'));
  });
  afterEach(() => rm(proc, { recursive: true }));

  const table = (name: string, text: string) => writeFile(join(proc, 'net', name), text);
  const probe = () => createMachineProbe({ proc, machineIdFile: join(proc, 'machine-id') });

  it('calls the gossip port free where no table has it, with or without IPv6', async () => {
    await table('tcp', heading);
    await table('udp', heading);
    expect(await probe().gossipPort()).toEqual({ tcp: 'free', udp: 'free' });
  });

  it('sees a listener in either table', async () => {
    await table('tcp', heading);
    await table('tcp6', heading + listening);
    await table('udp', heading + listening);
    await table('udp6', heading);
    expect(await probe().gossipPort()).toEqual({ tcp: 'bound', udp: 'bound' });
  });

  it('does not call free what it could not read', async () => {
    expect(await probe().gossipPort()).toEqual({ tcp: 'unknown', udp: 'unknown' });
  });

  it('reads the ids of machine and boot, and says nothing where there is none', async () => {
    expect(await probe().facts()).toMatchObject({ machineId: '', bootId: '' });
    await mkdir(join(proc, 'sys/kernel/random'), { recursive: true });
    await writeFile(join(proc, 'sys/kernel/random/boot_id'), 'b00t\n');
    await writeFile(join(proc, 'machine-id'), 'abc\n');
    expect(await probe().facts()).toMatchObject({ machineId: 'abc', bootId: 'b00t' });
  });

  it('lists the interfaces with their addresses and prefixes', async () => {
    const { interfaces, hostname, kernel } = await probe().facts();
    expect(interfaces.find(({ name }) => name === 'lo')?.addresses).toContain('127.0.0.1/8');
    expect(hostname).not.toBe('');
    expect(kernel).toMatch(/^\d/);
  });
});
