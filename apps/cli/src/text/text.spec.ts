import { describe, expect, it } from 'vitest';
import { cut, table } from './table.js';
import { count, safe, some } from './text.js';
import { age, between, clock, duration } from './time.js';

describe('safe', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007name', 'name'],
    ['a\nb\r\nc\td', 'a b c d'],
    ['a\u0008b', 'a\\u{8}b'],
    ['a\u0085b', 'a\\u{85}b'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\ud800b', 'a\\u{d800}b'],
    ['主机-1 👩‍💻', '主机-1 👩‍💻'],
  ])('%j is shown as %j', (text, shown) => {
    expect(safe(text)).toBe(shown);
  });
});

it('table aligns wide characters and leaves no spaces at the end', () => {
  const text = table(
    ['HOST', 'ENGINE'],
    [
      ['主机', '28.5'],
      ['host-1', ''],
    ],
  );
  expect(text).toBe('HOST    ENGINE\n主机    28.5\nhost-1');
});

it('cut keeps lines within the columns', () => {
  expect(cut(['short', 'much too long', '主机主机主机'], 8)).toBe('short\nmuch to…\n主机主…');
});

it('counts in words', () => {
  expect([count(1, 'host'), count(2, 'host')]).toEqual(['1 host', '2 hosts']);
  expect(some(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});

describe('times', () => {
  const now = Date.parse('2024-05-01T12:00:00Z');

  it.each([
    [null, 'never'],
    ['', 'unknown'],
    ['2024-05-01T11:59:56Z', '4 s ago'],
    ['2024-05-01T12:00:01Z', '0 s ago'],
    ['2024-05-01T12:00:30Z', '30 s ahead of this clock'],
    ['2024-05-01T11:55:00Z', '5 min ago'],
    ['2024-05-01T02:00:00Z', '10 h ago'],
    ['2024-04-20T12:00:00Z', '11 d ago'],
  ])('the age of %j is %j', (at, shown) => {
    expect(age(at, now)).toBe(shown);
  });

  it.each([
    [-1, '0.0 s'],
    [1_234, '1.2 s'],
    [59_960, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_720_000, '1 h 02 min'],
  ])('%j ms last %j', (ms, shown) => {
    expect(duration(ms)).toBe(shown);
  });

  it('that are no times stay unknown', () => {
    expect(clock('yesterday')).toBe('--:--:--');
    expect(between('yesterday', 'today')).toBeUndefined();
    expect(between(null, '2024-05-01T12:00:00Z')).toBeUndefined();
  });
});
