/**
 * Work on many edges, in slices of some milliseconds: whoever runs it may let others go first after each. All of it at
 * once takes tenths of a second for a thousand hosts.
 */
export type Slices<T> = Generator<undefined, T>;

/** So many edges are judged in one slice. */
const sliceLength = 500;

/** The value of each item, in slices. */
export function* mapSliced<Item, Value>(
  items: readonly Item[],
  valueOf: (item: Item) => Value,
): Slices<readonly Value[]> {
  const values: Value[] = [];
  for (const item of items) {
    values.push(valueOf(item));
    if (values.length % sliceLength === 0) yield;
  }
  return values;
}

/** All slices at once. */
export function atOnce<T>(slices: Slices<T>): T {
  for (;;) {
    const step = slices.next();
    if (step.done === true) return step.value;
  }
}
