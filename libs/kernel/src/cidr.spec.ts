import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, isAddress, isNetworkAddress, overlaps, parseCidr } from './index.js';

const block = (text: string) => parseCidr(text)!;

describe('an address block', () => {
  it.each([
    ['10.0.1.7/24', '10.0.1.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['192.0.2.1/32', '192.0.2.1/32'],
    ['fd00:0:0::5/64', 'fd00::/64'],
  ])('%s is %s', (text, canonical) => {
    expect(block(text).text).toBe(canonical);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/24', 'fd00::/129', '', 'a/b', '10.0.0.0/-1'])(
    '"%s" is none',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
      expect(isNetworkAddress(text)).toBe(false);
    },
  );

  it('has host bits of zero, or not', () => {
    expect(isNetworkAddress('10.0.1.0/24')).toBe(true);
    expect(isNetworkAddress('10.0.1.7/24')).toBe(false);
  });

  it('overlaps and contains within its family only', () => {
    expect(overlaps(block('10.0.0.0/8'), block('10.1.0.0/16'))).toBe(true);
    expect(overlaps(block('10.0.0.0/24'), block('10.0.1.0/24'))).toBe(false);
    expect(overlaps(block('0.0.0.0/0'), block('::/0'))).toBe(false);
    expect(contains(block('10.0.0.0/8'), block('10.1.0.0/16'))).toBe(true);
    expect(contains(block('10.1.0.0/16'), block('10.0.0.0/8'))).toBe(false);
  });

  it('overlaps another exactly when one contains the other', () => {
    const blocks = fc
      .tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 0, max: 32 }))
      .map(([a, b, prefix]) => block(`10.${a}.${b}.0/${prefix}`));
    fc.assert(
      fc.property(blocks, blocks, (a, b) => {
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(block(a.text)).toEqual(a);
      }),
    );
  });
});

it.each([
  ['192.0.2.1', true],
  ['fd00::1', true],
  ['192.0.2', false],
  ['0300.0.2.1', false],
  ['192.0.2.1/24', false],
  ['192.0.2.1:80', false],
  ['web-1', false],
])('%s is an address: %s', (text, expected) => {
  expect(isAddress(text)).toBe(expected);
});
