import { expect, it } from 'vitest';
import { isHostName } from './index.js';

it.each([
  ['web-1', true],
  ['a', true],
  ['web-1.example.org', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['', false],
  ['Web-1', false],
  ['-web', false],
  ['web.', false],
  ['web_1', false],
  ['web 1', false],
  ['web-1\n', false],
])('%j is a name for a host: %s', (text, expected) => {
  expect(isHostName(text)).toBe(expected);
});
