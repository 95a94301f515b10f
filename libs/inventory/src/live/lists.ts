import type { ListDelta } from './delta.js';

/** How a list's items are told apart. */
export type IdOf<T> = (item: T) => string;

export function diffList<T>(
  before: readonly T[],
  after: readonly T[],
  idOf: IdOf<T>,
): ListDelta<T> {
  const old = new Map(before.map((item) => [idOf(item), item]));
  const ids = new Set(after.map(idOf));
  return {
    put: after.filter((item) => !isSame(old.get(idOf(item)), item)),
    removed: [...old.keys()].filter((id) => !ids.has(id)),
  };
}

/** Items that did not change stay the same objects. In the order of their ids. */
export function applyList<T>(
  before: readonly T[],
  { put, removed }: ListDelta<T>,
  idOf: IdOf<T>,
): readonly T[] {
  if (put.length === 0 && removed.length === 0) return before;
  const items = new Map(before.map((item) => [idOf(item), item]));
  for (const id of removed) items.delete(id);
  for (const item of put) items.set(idOf(item), item);
  return inOrder([...items.values()], idOf);
}

export const isEmpty = ({ put, removed }: ListDelta<unknown>): boolean =>
  put.length === 0 && removed.length === 0;

export function inOrder<T>(items: readonly T[], idOf: IdOf<T>): readonly T[] {
  return items.toSorted((a, b) => {
    const [left, right] = [idOf(a), idOf(b)];
    return left < right ? -1 : Number(left > right);
  });
}

/** Whether two values of facts say the same: plain data, compared all through. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]))
    );
  }
  if (Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
  );
}
