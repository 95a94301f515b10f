import { describe, expect, it } from 'vitest';
import {
  downCommand,
  hostName,
  parseHostCount,
  parseLabName,
  parseMtu,
  parseVmCount,
} from './names.js';

describe('names', () => {
  it.each(['lab', 'a', '7', 'two-words', 'a'.repeat(32)])('takes %s for a lab', (name) => {
    expect(parseLabName(name)).toBe(name);
  });

  it.each(['', 'Lab', '-a', 'a-', 'a/b', '..', 'a b', 'a.b', 'ä', 'a\n', 'a'.repeat(33)])(
    'refuses %j for a lab, and says what is allowed',
    (name) => {
      expect(() => parseLabName(name)).toThrow(/cannot be the name of a lab: use 1 to 32/);
    },
  );

  it.each([
    ['1', 1],
    ['64', 64],
    ['250', 250],
  ])('takes %s hosts', (raw, count) => {
    expect(parseHostCount(raw)).toBe(count);
  });

  it.each(['0', '251', '-1', '3.5', '1e2', '0x10', '', ' 3', 'three', '99999999999'])(
    'refuses %j hosts as a usage error',
    (raw) => {
      expect(() => parseHostCount(raw)).toThrow(expect.objectContaining({ kind: 'usage' }));
    },
  );

  it.each(['0', '17', 'two', ''])('refuses %j VMs as a usage error', (raw) => {
    expect(() => parseVmCount(raw)).toThrow(expect.objectContaining({ kind: 'usage' }));
    expect(parseVmCount('16')).toBe(16);
  });

  it.each(['575', '65536', 'big', '-1500'])('refuses an MTU of %s', (raw) => {
    expect(() => parseMtu(raw)).toThrow(/is not an MTU/);
  });

  it('counts hosts from 1', () => {
    expect(hostName(1)).toBe('host-1');
  });

  it('tells the shortest command that ends a lab', () => {
    expect(downCommand('lab')).toBe('"muster-lab down"');
    expect(downCommand('other')).toBe('"muster-lab down --name other"');
  });
});
