import { describe, expect, it } from 'vitest';
import { mirrorIn } from './mirror.js';

describe('mirrorIn', () => {
  it('reads the one-line format', () => {
    const text =
      '# deb http://old.example/debian sid main\ndeb [arch=amd64] http://m.example/debian/ bookworm main\n';
    expect(mirrorIn(text)).toBe('http://m.example/debian');
  });

  it('reads the deb822 format', () => {
    expect(mirrorIn('Types: deb\nURIs: https://m.example/debian\nSuites: bookworm\n')).toBe(
      'https://m.example/debian',
    );
  });

  it('passes over other archives', () => {
    expect(
      mirrorIn('deb http://m.example/debian-security bookworm-security main\n'),
    ).toBeUndefined();
    expect(mirrorIn('deb https://vendor.example/apt stable main\n')).toBeUndefined();
  });
});
