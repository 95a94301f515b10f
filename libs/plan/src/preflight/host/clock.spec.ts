import type { ClockOffset } from '@muster/inventory';
import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { hostFindings } from '../../index.js';

const three = aFleet().manager('a').worker('b').worker('c');

const seen = (...[spec, inventory]: Parameters<typeof hostFindings>) =>
  hostFindings(spec, inventory).map(
    ({ id, severity, hosts }) => `${severity} ${id} ${hosts.join()}`,
  );

/** Three hosts whose clocks are so many seconds ahead of the coordinator's. */
const clocks = (...offsets: readonly (number | ClockOffset)[]) =>
  ['a', 'b', 'c'].reduce((inventory, name, nth) => {
    const given = offsets[nth] ?? 0;
    const clock = typeof given === 'number' ? { offsetMs: given * 1_000, errorMs: 5 } : given;
    return inventory.none(name).facts(name, { clock });
  }, anInventory());

describe('clocks', () => {
  it.each([
    [[0, 1, -1], []],
    [[0, 0, 29], []],
    [[0, 0, 31], ['warning clock-skew c']],
    [[0, -31, 0], ['warning clock-skew b']],
    [[0, 0, 3_599], ['warning clock-skew c']],
    [[0, 0, 3_601], ['blocker clock-skew-too-far c']],
    [
      [-100, 0, 100],
      ['warning clock-skew a', 'warning clock-skew c'],
    ],
    // The coordinator's own clock is wrong, and no host's.
    [[7_200, 7_200, 7_201], []],
  ])('that are ahead by %j s', (offsets, expected) => {
    expect(seen(three, clocks(...offsets))).toEqual(expected);
  });

  it('are not accused beyond what is known of them', () => {
    const vague = { offsetMs: 40_000, errorMs: 10_000 };
    expect(seen(three, clocks(0, 0, vague))).toEqual([]);
    expect(seen(three, clocks(0, 0, { ...vague, errorMs: 9_000 }))).toHaveLength(1);
  });

  it('of two hosts accuse the one that is further from the coordinator', () => {
    const two = aFleet().manager('a').worker('b');
    expect(seen(two, clocks(40, 0))).toEqual(['warning clock-skew a']);
    expect(seen(two, clocks(0, 40))).toEqual(['warning clock-skew b']);
  });

  it('of hosts that are away count for nothing', () => {
    const away = seen(three, clocks(0, 0, 7_200).disconnected('c'));
    expect(away.filter((line) => line.includes('clock'))).toEqual([]);
    expect(seen(aFleet().manager('a'), clocks(7_200))).toEqual([]);
  });

  it('are told with their sense', () => {
    const message = (offset: number) => hostFindings(three, clocks(0, 0, offset))[0]?.message;
    expect(message(31)).toBe("the clock of c is 31 s ahead of the fleet's");
    expect(message(-600)).toBe("the clock of c is 10 min behind the fleet's");
  });
});

describe('the certificate of a node', () => {
  const valid = (notBefore: string, notAfter: string) =>
    anInventory()
      .member('a')
      .none('b')
      .none('c')
      .facts('a', { certificate: { notBefore, notAfter } });

  // The hosts of the testkit look at 2030-01-01.
  it.each([
    ['2029-12-01', '2030-03-01', []],
    ['2029-10-20', '2030-01-18', []],
    ['2029-10-15', '2030-01-13', ['warning swarm-certificate-overdue a']],
    ['2029-10-01', '2029-12-30', ['warning swarm-certificate-overdue a']],
    ['no date', '2029-12-30', []],
  ])('from %s to %s', (notBefore, notAfter, expected) => {
    expect(seen(three, valid(notBefore, notAfter))).toEqual(expected);
  });
});
