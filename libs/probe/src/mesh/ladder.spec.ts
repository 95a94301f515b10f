import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckHost } from '../model.js';
import { someHosts } from '../testing/hosts.js';
import { fullSize, ladder } from './ladder.js';

const [host] = someHosts(1) as [CheckHost];
const withMtu = (mtu?: number): CheckHost => {
  const { mtu: _, ...bare } = host;
  return { ...bare, ...(mtu !== undefined && { mtu }) };
};

describe('the full size', () => {
  it('is what both interfaces take, and 1500 where none is known', () => {
    expect(fullSize(withMtu(9000), withMtu(1450))).toBe(1450);
    expect(fullSize(withMtu(), withMtu(1400))).toBe(1400);
    expect(fullSize(withMtu(1400), withMtu())).toBe(1400);
    expect(fullSize(withMtu(), withMtu())).toBe(1500);
  });

  it('is never that of a loopback', () => {
    expect(fullSize(withMtu(65_536), withMtu(65_536))).toBe(9216);
  });
});

describe('a ladder', () => {
  const full = fc.integer({ min: 1280, max: 9216 });
  const found = (sizes: readonly number[], path: number) =>
    Math.max(...sizes.filter((size) => size <= path));

  it('finds any path MTU to within 4 bytes, jumbo frames too', () => {
    fc.assert(
      fc.property(full, fc.double({ min: 0, max: 1, noNaN: true }), (most, part) => {
        const path = Math.floor(576 + part * (most - 576));
        const sizes = ladder(most, host, 8192);
        expect(path - found(sizes, path)).toBeLessThan(4);
        if (path % 4 === 0) expect(found(sizes, path)).toBe(path);
      }),
    );
  });

  it('has the sizes of well-known links, and the full one', () => {
    const sizes = ladder(9000, host, 8192);
    for (const size of [9000, 8951, 1500, 1492, 1450, 1442, 1430, 576])
      expect(sizes).toContain(size);
  });

  it('never needs more room than it was given, and never tries more than the full size', () => {
    fc.assert(
      fc.property(full, fc.integer({ min: 1, max: 9000 }), (most, room) => {
        const sizes = ladder(most, host, room);
        expect(sizes.length).toBeLessThanOrEqual(room);
        expect(sizes[0]).toBe(most);
        expect(new Set(sizes).size).toBe(sizes.length);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(576);
      }),
    );
  });

  it('begins at 1280 for IPv6, which no link may undercut', () => {
    const sizes = ladder(1500, { ...host, dataAddress: 'fd00::1' }, 8192);
    expect(sizes.at(-1)).toBe(1280);
  });
});
