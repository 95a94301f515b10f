import { describe, expect, it } from 'vitest';
import { gateway, hostAddress, managementAddress, managementGateway } from './addresses.js';
import { maxHosts } from './names.js';

describe('addresses', () => {
  it('gives the k-th host the k-th address', () => {
    expect([1, 2, 64, 250].map(hostAddress)).toEqual([
      '198.18.0.1',
      '198.18.0.2',
      '198.18.0.64',
      '198.18.0.250',
    ]);
  });

  it('gives no two hosts the same one, and none the gateway’s', () => {
    const all = Array.from({ length: maxHosts }, (_, index) => hostAddress(index + 1));
    expect(new Set([...all, gateway]).size).toBe(maxHosts + 1);
    const management = all.map((_, index) => managementAddress(index + 1));
    expect(new Set([...management, managementGateway]).size).toBe(maxHosts + 1);
  });
});
