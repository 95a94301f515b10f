import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mutex } from './mutex.js';

describe('Mutex', () => {
  it('runs one task at a time, in order, and hands each its own outcome', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 12 }),
        async (s, fates) => {
          const mutex = new Mutex();
          const log: string[] = [];
          const outcomes = fates.map((fails, index) =>
            mutex.run(async () => {
              log.push(`start ${String(index)}`);
              await s.schedule(Promise.resolve());
              log.push(`end ${String(index)}`);
              if (fails) throw new Error(String(index));
              return index;
            }),
          );
          const settled = Promise.allSettled(outcomes);
          await s.waitFor(settled);
          expect(log).toEqual(fates.flatMap((_, i) => [`start ${String(i)}`, `end ${String(i)}`]));
          expect((await settled).map(({ status }) => status === 'rejected')).toEqual(fates);
        },
      ),
    );
  });

  it('goes on after a task that throws at once', async () => {
    const mutex = new Mutex();
    const broken = mutex.run(() => {
      throw new Error('at once');
    });
    const next = mutex.run(async () => 'next');
    await expect(broken).rejects.toThrow('at once');
    await expect(next).resolves.toBe('next');
  });
});
