import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clockOffset } from './index.js';

it.each([
  [
    { askedMs: 1_000, answeredMs: 1_000, observedMs: 1_000 },
    { offsetMs: 0, errorMs: 0 },
  ],
  [
    { askedMs: 1_000, answeredMs: 1_100, observedMs: 6_050 },
    { offsetMs: 5_000, errorMs: 50 },
  ],
  [
    { askedMs: 1_000, answeredMs: 1_100, observedMs: 550 },
    { offsetMs: -500, errorMs: 50 },
  ],
])('%j is off by %j', (look, expected) => {
  expect(clockOffset(look)).toEqual(expected);
});

it('is not known when the host told no time', () => {
  expect(clockOffset({ askedMs: 0, answeredMs: 1, observedMs: NaN })).toBeUndefined();
});

it('is never further from the truth than it says', () => {
  const ms = fc.integer({ min: -1_000_000, max: 1_000_000 });
  const delay = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(ms, ms, delay, delay, (askedMs, truth, before, after) => {
      const observedMs = askedMs + before + truth;
      const offset = clockOffset({ askedMs, answeredMs: askedMs + before + after, observedMs });
      expect(Math.abs(offset!.offsetMs - truth)).toBeLessThanOrEqual(offset!.errorMs);
    }),
  );
});
