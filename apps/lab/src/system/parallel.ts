import { availableParallelism } from 'node:os';

/** Starting an engine waits as much as it computes: a few per core keep the machine busy without starving anybody. */
export const enginesAtOnce = Math.max(8, availableParallelism() * 4);

/**
 * Runs `work` for every item, at most `limit` at once. The first failure is thrown after those already running have
 * ended; no further item is begun.
 */
export async function mapLimit<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const entries = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
