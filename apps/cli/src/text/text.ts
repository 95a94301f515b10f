import { stripVTControlCharacters } from 'node:util';

/** Controls, halves of characters, line separators, and what turns the direction of text around. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;

/**
 * One line that is safe on a terminal. Whatever came from the network goes through here: a container may be called
 * anything. Escape sequences are dropped, line ends become spaces, other control characters are shown by their number.
 */
export function safe(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\r\n]+/g, ' ')
    .replace(unprintable, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
    .trim();
}

/** `1 step`, `3 steps`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

/** `a, b and 3 more`. */
export function some(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map(safe).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Each line two spaces in. */
export const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');
