import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HostFiles } from '../host-files.js';
import { HostRoot } from '../testing/host-root.js';
import { Nics } from './nics.js';

let root: HostRoot;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  root = await HostRoot.make();
  await root.link('sys/class/net/eth0/device/driver', '../../bus/pci/drivers/vmxnet3');
  await root.link('sys/class/net/eth1/device/driver', '../../bus/virtio/drivers/virtio_net');
});
afterEach(async () => {
  vi.useRealTimers();
  await root.remove();
});

const ethtool = (state: string) =>
  vi.fn(async () => `Features:\ntx-checksum-ip-generic: ${state}\n`);
const nics = (run: () => Promise<string | undefined>) => new Nics(new HostFiles(root.path), run);

it('asks for the offloads of suspects only', async () => {
  const run = ethtool('on');
  const nicOf = await nics(run).look(['eth0', 'eth1']);
  expect(nicOf('eth0')).toEqual({ driver: 'vmxnet3', txChecksum: 'on' });
  expect(nicOf('eth1')).toEqual({ driver: 'virtio_net' });
  expect(run.mock.calls).toEqual([['ethtool', ['-k', 'eth0']]]);
});

it('says nothing of offloads without ethtool', async () => {
  const nicOf = await nics(async () => undefined).look(['eth0']);
  expect(nicOf('eth0')).toEqual({ driver: 'vmxnet3' });
});

it('asks again after a minute, not before', async () => {
  const run = ethtool('on');
  const one = nics(run);
  await one.look(['eth0']);
  run.mockResolvedValue('tx-checksum-ip-generic: off [fixed]\n');
  vi.advanceTimersByTime(59_000);
  expect((await one.look(['eth0']))('eth0').txChecksum).toBe('on');
  vi.advanceTimersByTime(2_000);
  expect((await one.look(['eth0']))('eth0').txChecksum).toBe('off');
});
