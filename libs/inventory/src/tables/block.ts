import { parseCidr } from '@muster/kernel';
import { integerOrNull, textOrNull } from './column.js';

/** What rows of address blocks say, so that blocks can be compared where nobody can count with addresses, as in SQL. */
export const blockColumns = {
  family: integerOrNull('4 or 6; null = the block cannot be read, as for what follows.'),
  prefix: integerOrNull('Its length.', 'bits'),
  first: textOrNull('Its first address as hexadecimal digits: 0a000100.'),
  last: textOrNull(
    'Its last address, likewise: blocks of one family overlap if a.first <= b.last and b.first <= a.last.',
  ),
};

export function blockCells(text: string) {
  const cidr = parseCidr(text);
  const digits = cidr?.family === 4 ? 8 : 32;
  const hex = (value: bigint | undefined) => value?.toString(16).padStart(digits, '0') ?? null;
  return {
    family: cidr?.family ?? null,
    prefix: cidr?.prefix ?? null,
    ...{ first: hex(cidr?.first), last: hex(cidr?.last) },
  };
}
