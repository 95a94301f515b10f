import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until it sees what it waits for. @throws after the time, with what it saw last. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = 60_000,
): Promise<T> {
  const until = performance.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (thrown) {
      last = thrown;
    }
    if (performance.now() > until) {
      throw new Error(`waited ${String(timeoutMs)} ms in vain: ${what}`, { cause: last });
    }
    await sleep(200);
  }
}
