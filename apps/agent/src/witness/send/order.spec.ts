import { describe, expect, it } from 'vitest';
import { addressFor, dataPortIn, headerBytes, rotated } from './order.js';

const target = { peer: 2, address: '10.0.0.2', dataAddress: '192.0.2.2', ports: [], sizes: [] };

describe('where a probe goes', () => {
  it.each([
    ['tcp', 2377, target.address],
    ['tcp', 7946, target.address],
    ['udp', 7946, target.address],
    ['udp', 4789, target.dataAddress],
    ['udp', 5000, target.dataAddress],
    ['esp', 0, target.dataAddress],
  ] as const)('%s %i to %s', (protocol, port, address) => {
    expect(addressFor(target, { protocol, port })).toBe(address);
  });
});

it('the data path port is the UDP port that is not gossip’s', () => {
  const gossip = { protocol: 'udp', port: 7946 } as const;
  expect(dataPortIn([gossip], [gossip, { protocol: 'udp', port: 5000 }])).toBe(5000);
  expect(dataPortIn([], [{ protocol: 'tcp', port: 2377 }])).toBe(4789);
});

it('the headers are those of the address’s version', () => {
  expect(headerBytes('10.0.0.1')).toBe(28);
  expect(headerBytes('fd00::1')).toBe(48);
});

it('a rotated list has everything, from another place on', () => {
  expect(rotated([1, 2, 3], 1)).toEqual([2, 3, 1]);
  expect(rotated([1, 2, 3], 65_535)).toEqual([1, 2, 3]);
  expect(rotated([], 7)).toEqual([]);
});
