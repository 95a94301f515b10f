/** The middle one; the larger one of two. @throws when there is none. */
export function median(all: readonly number[]): number {
  const middle = all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
