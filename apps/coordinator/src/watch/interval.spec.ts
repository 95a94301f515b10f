import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstWaitMs, intervalMs, jittered } from './interval.js';

const minutes = (count: number) => count * 60_000;
const base = minutes(5);

describe('the interval between two checks of a fleet', () => {
  it.each([
    [1, 5],
    [50, 5],
    [100, 10],
    [600, 60],
    [1_000, 60],
  ])('of %s hosts is %s minutes, with a base of 5', (hosts, expected) => {
    expect(intervalMs(hosts, base)).toBe(minutes(expected));
  });

  it('never shrinks as a fleet grows, and is 20 % sooner or later at most', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), random, (hosts, more, chance) => {
        const interval = intervalMs(hosts, base);
        expect(intervalMs(hosts + more, base)).toBeGreaterThanOrEqual(interval);
        expect(jittered(interval, chance)).toBeGreaterThanOrEqual(interval * 0.8);
        expect(jittered(interval, chance)).toBeLessThanOrEqual(interval * 1.2);
      }),
    );
  });

  it('begins anywhere within one interval, once agents had time to come back', () => {
    expect(firstWaitMs(base, 0)).toBe(30_000);
    expect(firstWaitMs(base, 0.5)).toBe(30_000 + base / 2);
    expect(firstWaitMs(10_000, 0)).toBe(10_000);
  });
});
