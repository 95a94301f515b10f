import type { Finding } from '@muster/kernel';

/** Keys and indexes down to a place in the spec. */
export type Place = readonly (string | number)[];

/** A finding about the spec's text, before its place is turned into a path and a line. */
export type Problem = {
  readonly id: string;
  /** Continues the sentence that begins with the path. */
  readonly message: string;
  readonly place: Place;
  /** Known line; otherwise the line of the place. */
  readonly line?: number;
  /** Set when it is about the key of that name in `place`, not about a value. */
  readonly key?: string;
  /** What to do, as a sentence. */
  readonly remedy?: string;
};

export const problem = (
  id: string,
  message: string,
  where: Partial<Omit<Problem, 'id' | 'message'>> = {},
): Problem => ({ id, message, place: [], ...where });

/** `hosts[2].name`; keys that are no plain word are quoted. */
export const pathText = (place: Place): string =>
  place.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    if (!/^[\w-]+$/.test(part)) return `${path}[${JSON.stringify(part)}]`;
    return path === '' ? part : `${path}.${part}`;
  }, '');

/** Blocker, as everything wrong with the spec is: nothing can be planned from it. */
export function toFinding(it: Problem, line: number | undefined): Finding {
  const path = pathText(it.key === undefined ? it.place : [...it.place, it.key]);
  const subject = path === '' ? 'the spec' : path;
  return {
    id: it.id,
    severity: 'blocker',
    path,
    ...(line !== undefined && { line }),
    hosts: [],
    message: `${subject} ${it.message}`,
    remedy: it.remedy === undefined ? [] : [it.remedy],
  };
}
