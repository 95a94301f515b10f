import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.js';

const limits = fc
  .record({
    firstMs: fc.integer({ min: 1, max: 5_000 }),
    longestMs: fc.integer({ min: 1, max: 60_000 }),
  })
  .filter(({ firstMs, longestMs }) => firstMs <= longestMs);
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('Backoff', () => {
  it('doubles up to the longest wait', () => {
    const backoff = new Backoff({ firstMs: 200, longestMs: 1_000, random: () => 0 });
    expect(Array.from({ length: 5 }, () => backoff.next())).toEqual([100, 200, 400, 500, 500]);
  });

  it('starts again after a reset', () => {
    const backoff = new Backoff({ firstMs: 200, longestMs: 1_000, random: () => 0 });
    backoff.next();
    backoff.next();
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('puts its jitter over the whole upper half, and nowhere else', () => {
    fc.assert(
      fc.property(
        limits,
        fc.array(chance, { maxLength: 30 }),
        ({ firstMs, longestMs }, chances) => {
          let drawn = 0;
          const backoff = new Backoff({ firstMs, longestMs, random: () => drawn });
          chances.forEach((random, attempt) => {
            drawn = random;
            const ceiling = Math.min(longestMs, firstMs * 2 ** attempt);
            expect(backoff.next()).toBeCloseTo((ceiling * (1 + random)) / 2, 6);
          });
        },
      ),
    );
  });

  it('spreads by itself when no test chooses the random numbers', () => {
    const waits = Array.from({ length: 20 }, () =>
      new Backoff({ firstMs: 1_000, longestMs: 1_000 }).next(),
    );
    expect(new Set(waits).size).toBeGreaterThan(1);
    for (const wait of waits) {
      expect(wait).toBeGreaterThanOrEqual(500);
      expect(wait).toBeLessThan(1_000);
    }
  });

  it('never waits longer than the longest, however often it failed', () => {
    const backoff = new Backoff({ firstMs: 1, longestMs: 10_000, random: () => 0.999 });
    for (let attempt = 0; attempt < 5_000; attempt += 1) backoff.next();
    expect(backoff.next()).toBeLessThanOrEqual(10_000);
  });
});
