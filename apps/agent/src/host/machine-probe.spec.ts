import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachineProbe } from './machine-probe.js';
import type { Addressed } from './machine/interfaces.js';
import { HostRoot } from './testing/host-root.js';

const heading = '  sl  local_address rem_address   st\n';
const listening = '   0: 00000000:1F0A 00000000:0000 0A\n';

/** As /proc/net/dev shows them. */
const devices = (...names: readonly string[]) =>
  `Inter-|   Receive\n face |bytes\n${names.map((name) => `  ${name}: 0 0\n`).join('')}`;

const mac = '02:00:00:00:00:01';
const eth0 = [
  {
    ...{ address: '192.0.2.11', cidr: '192.0.2.11/24', netmask: '255.255.255.0' },
    ...{ family: 'IPv4' as const, mac, internal: false },
  },
];

let root: HostRoot;
beforeEach(async () => {
  root = await HostRoot.make();
});
afterEach(() => root.remove());

const probe = (addressed: Addressed = {}) =>
  createMachineProbe({
    root: root.path,
    system: { hostname: () => 'web-1', release: () => '6.1.0', networkInterfaces: () => addressed },
  });

describe('the gossip port', () => {
  it('is free where no table has it, with or without IPv6', async () => {
    await root.write({ 'proc/net/tcp': heading, 'proc/net/udp': heading });
    expect(await probe().gossipPort()).toEqual({ tcp: 'free', udp: 'free' });
    expect(await probe().gossipUdp()).toBe('free');
  });

  it('is bound where either table has it', async () => {
    await root.write({ 'proc/net/tcp': heading, 'proc/net/tcp6': heading + listening });
    await root.write({ 'proc/net/udp': heading + listening, 'proc/net/udp6': heading });
    expect(await probe().gossipPort()).toEqual({ tcp: 'bound', udp: 'bound' });
    expect(await probe().gossipUdp()).toBe('bound');
  });

  it('reads no table of TCP where the kernel counts no socket', async () => {
    const counted = (inuse: number) =>
      `sockets: used 9\nTCP: inuse ${inuse} orphan 0\nUDP: inuse 3\n`;
    const files = { 'proc/net/tcp': heading + listening, 'proc/net/udp': heading };
    await root.write({ ...files, 'proc/net/sockstat': counted(0) });
    expect((await probe().gossipPort()).tcp).toBe('free');
    await root.write({ ...files, 'proc/net/sockstat': counted(10) });
    expect((await probe().gossipPort()).tcp).toBe('bound');
  });

  it('is found behind many other listeners, and before the connections', async () => {
    const others = Array.from({ length: 500 }, (_, nth) => {
      const line = `${nth}: 00000000:${(20_000 + nth).toString(16).toUpperCase()} 00000000:0000 0A`;
      return `${line.padEnd(149)}\n`;
    });
    const connection = '   0: 0100007F:1F0A 0100007F:C001 01\n';
    await root.write({ 'proc/net/udp': heading });
    await root.write({ 'proc/net/tcp': heading + others.join('') + connection });
    expect((await probe().gossipPort()).tcp).toBe('free');
    await root.write({ 'proc/net/tcp': heading + others.join('') + listening + connection });
    expect((await probe().gossipPort()).tcp).toBe('bound');
  });

  it('is not called free where the tables cannot be read', async () => {
    expect(await probe().gossipPort()).toEqual({ tcp: 'unknown', udp: 'unknown' });
    expect(await probe().gossipUdp()).toBe('unknown');
  });
});

describe('the facts of a machine', () => {
  it('are unknown or empty where nothing can be read', async () => {
    const { capabilities, neighbours, ...facts } = await probe().facts();
    expect(facts).toMatchObject({
      ...{ hostname: 'web-1', kernel: '6.1.0', machineId: '', bootId: '', container: '' },
      ...{ interfaces: [], resolvers: [], routes: { routes: [], complete: false } },
    });
    expect(neighbours).toBeUndefined();
    expect(capabilities.ipvs.state).toBe('unknown');
  });

  it('are what its files say', async () => {
    await root.write({
      'proc/sys/kernel/random/boot_id': 'b00t\n',
      'etc/machine-id': 'abc\n',
      'proc/sys/net/ipv4/neigh/default/gc_thresh3': '1024\n',
      'proc/net/stat/arp_cache': 'entries  allocs\n0000002a  00000001\n0000002a  00000000\n',
    });
    expect(await probe().facts()).toMatchObject({
      ...{ machineId: 'abc', bootId: 'b00t' },
      neighbours: { limit: 1024, entries: 42 },
    });
  });

  it('are true of the machine that this runs on', async () => {
    const { interfaces, hostname, kernel } = await createMachineProbe().facts();
    const loopback = interfaces.find(({ name }) => name === 'lo');
    expect(loopback).toMatchObject({ mtu: expect.any(Number) as number });
    expect(loopback?.addresses).toContain('127.0.0.1/8');
    expect(hostname).not.toBe('');
    expect(kernel).toMatch(/^\d/);
  });
});

describe('interfaces', () => {
  const interfaces = async (addressed: Addressed) => (await probe(addressed).facts()).interfaces;

  it('have MTU, hardware address, driver and link state', async () => {
    await root.write({
      'proc/net/dev': devices('eth0', 'br-x', 'tun0'),
      'sys/class/net/eth0/address': `${mac}\n`,
      'sys/class/net/eth0/mtu': '9000\n',
      'sys/class/net/br-x/address': '02:00:00:00:00:02\n',
      'sys/class/net/br-x/operstate': 'down\n',
      'sys/class/net/br-x/uevent': 'DEVTYPE=bridge\nINTERFACE=br-x\n',
      'sys/class/net/tun0/operstate': 'unknown\n',
    });
    await root.link('sys/class/net/eth0/device/driver', '../../bus/virtio/drivers/virtio_net');
    expect(await interfaces({ eth0 })).toEqual([
      {
        ...{ name: 'eth0', addresses: ['192.0.2.11/24'] },
        ...{ mtu: 9000, mac, link: 'up', driver: 'virtio_net' },
      },
      { name: 'br-x', addresses: [], mac: '02:00:00:00:00:02', link: 'down', driver: 'bridge' },
      { name: 'tun0', addresses: [], driver: 'virtual' },
    ]);
  });

  it('are not described by a /sys of another network namespace', async () => {
    await root.write({
      'proc/net/dev': devices('eth0'),
      'proc/sys/net/ipv6/conf/eth0/mtu': '1450\n',
      'sys/class/net/eth0/address': '02:00:00:00:00:99\n',
      'sys/class/net/eth0/mtu': '9000\n',
    });
    expect(await interfaces({ eth0 })).toEqual([
      { name: 'eth0', addresses: ['192.0.2.11/24'], mtu: 1450, mac, link: 'up' },
    ]);
  });

  it('are listed without the ends of the veth pairs of containers', async () => {
    await root.write({ 'proc/net/dev': devices('eth0', 'veth0a1b2c3', 'vethernet') });
    const names = (await interfaces({ eth0 })).map(({ name }) => name);
    expect(names).toEqual(['eth0', 'vethernet']);
  });
});
