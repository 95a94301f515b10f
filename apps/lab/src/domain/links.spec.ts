import { describe, expect, it } from 'vitest';
import { fabricBatch, hostBatch } from './links.js';

describe('links', () => {
  it('puts both ends of every cable where they belong from the start', () => {
    const batch = fabricBatch([{ number: 7, initPid: 4711 }], 1400);
    expect(batch).toContain(
      'link add port-7 mtu 1400 type veth peer name eth0 mtu 1400 netns 4711\n',
    );
    expect(batch).toContain('link set port-7 master br0 up\n');
  });

  it('leads to a VM by two taps: one on the bridge, and one of the lab itself', () => {
    const batch = fabricBatch([{ number: 3, initPid: null }], 1400);
    expect(batch).toContain('tuntap add dev port-3 mode tap\nlink set port-3 mtu 1400\n');
    expect(batch).toContain('link set port-3 master br0 up\n');
    expect(batch).toContain('address add 169.254.0.1 peer 169.254.1.3 dev lab-3\n');
    expect(batch).not.toContain('link set lab-3 master');
  });

  it('makes the bridge before its ports', () => {
    const lines = fabricBatch([{ number: 1, initPid: 1 }], 1500).split('\n');
    const bridge = lines.findIndex((line) => line.startsWith('link add br0'));
    const port = lines.findIndex((line) => line.startsWith('link add port-1'));
    expect(bridge).toBeGreaterThanOrEqual(0);
    expect(bridge).toBeLessThan(port);
  });

  it('gives a host its address and a way out', () => {
    expect(hostBatch('198.18.0.3').split('\n')).toEqual([
      'link set lo up',
      'address add 198.18.0.3/16 dev eth0',
      'link set eth0 up',
      'route add default via 198.18.255.254',
      '',
    ]);
  });
});
