import { describe, expect, it } from 'vitest';
import { hostAddress } from '../domain/addresses.js';
import { hostName, maxHosts } from '../domain/names.js';
import type { HostState } from '../domain/state.js';
import { qemuCommandLine } from './machine.js';

const lab = {
  name: 'lab',
  mtu: 1400,
  fabric: { pid: 1, startTime: 1 },
  image: { disk: '/c/disk.img', kernel: '/c/vmlinuz', modules: '/c/modules' },
};
const line = (number: number): readonly string[] => {
  const name = hostName(number);
  const host: HostState = {
    ...{ name, address: hostAddress(number), engine: '26.1' },
    ...{ kind: 'vm', root: null },
  };
  return qemuCommandLine(lab, host, number);
};

describe("a VM's command line", () => {
  it('leads to both of its cables', () => {
    const text = line(3).join(' ');
    expect(text).toContain('ifname=port-3,');
    expect(text).toContain('ifname=lab-3,');
  });

  it('tells the kernel who the host is', () => {
    const append = line(3)[line(3).indexOf('-append') + 1];
    expect(append).toContain('muster.name=host-3 muster.address=198.18.0.3');
    expect(append).toContain('muster.mtu=1400');
    expect(append).toContain('muster.management=169.254.1.3');
  });

  it('gives every card of every host an address of its own, which no maker of cards has', () => {
    const all = Array.from({ length: maxHosts }, (_, index) => line(index + 1).join(' '));
    const macs = all.flatMap((text) => [...text.matchAll(/mac=([0-9a-f:]{17}),/g)]);
    const addresses = macs.map(([, mac = '']) => mac);
    expect(new Set(addresses).size).toBe(2 * maxHosts);
    // The second lowest bit of the first byte: administered locally; the lowest: not a group's.
    for (const mac of addresses) expect(parseInt(mac, 16) & 3).toBe(2);
  });
});
