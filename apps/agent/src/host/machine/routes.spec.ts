import { afterEach, beforeEach, expect, it } from 'vitest';
import { HostFiles } from '../host-files.js';
import { HostRoot } from '../testing/host-root.js';
import { routesOf } from './routes.js';

let root: HostRoot;
beforeEach(async () => {
  root = await HostRoot.make();
});
afterEach(() => root.remove());

const heading =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
const ipv4 = (name: string, to: string, via: string, flags: string, mask: string) =>
  `${name}\t${to}\t${via}\t${flags}\t0\t0\t0\t${mask}\t0\t0\t0        \n`;
const none = '0'.repeat(32);
const ipv6 = (to: string, bits: string, via: string, flags: string, name: string) =>
  `${to} ${bits} ${none} 00 ${via} 00000100 00000001 00000000 ${flags} ${name.padStart(8)}\n`;
const routes = () => routesOf(new HostFiles(root.path));

it('are destination, gateway and interface, of both families', async () => {
  await root.write({
    'proc/net/route':
      heading +
      ipv4('eth0', '00000000', '010200C0', '0003', '00000000') +
      ipv4('eth0', '000200C0', '00000000', '0001', '00FFFFFF') +
      ipv4('wg0', '0000000A', '00000000', '0001', '000000FF'),
    'proc/net/ipv6_route':
      ipv6('20010db8000000000000000000000000', '20', none, '00000001', 'eth0') +
      ipv6(none, '00', 'fe800000000000000000000000000001', '00000003', 'eth0'),
  });
  expect(routes()).toEqual({
    complete: true,
    routes: [
      { destination: '0.0.0.0/0', gateway: '192.0.2.1', interface: 'eth0' },
      { destination: '192.0.2.0/24', gateway: '', interface: 'eth0' },
      { destination: '10.0.0.0/8', gateway: '', interface: 'wg0' },
      { destination: '2001:db8::/32', gateway: '', interface: 'eth0' },
      { destination: '::/0', gateway: 'fe80::1', interface: 'eth0' },
    ],
  });
});

it('leave out what is rejected, down, or only of the host itself', async () => {
  const address = '20010db8000000000000000000000001';
  await root.write({
    'proc/net/route':
      heading +
      ipv4('*', '0000000A', '00000000', '0201', '000000FF') +
      ipv4('eth0', '000200C0', '00000000', '0000', '00FFFFFF'),
    'proc/net/ipv6_route':
      ipv6('fe800000000000000000000000000000', '40', none, '00000001', 'eth0') +
      ipv6('ff000000000000000000000000000000', '08', none, '00000001', 'eth0') +
      ipv6(address, '80', none, '80200001', 'eth0') +
      ipv6(none, '00', none, '00200200', 'lo'),
  });
  expect(routes()).toEqual({ complete: true, routes: [] });
});

it('are complete only when all were read', async () => {
  expect(routes()).toEqual({ complete: false, routes: [] });
  const line = ipv4('eth0', '000200C0', '00000000', '0001', '00FFFFFF');
  await root.write({ 'proc/net/route': heading + line.repeat(5_000) });
  const { complete, routes: told } = routes();
  expect(complete).toBe(false);
  expect(told.length).toBeGreaterThan(400);
  expect(new Set(told.map(({ destination }) => destination))).toEqual(new Set(['192.0.2.0/24']));
});
