import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.js';

const never = () => false;
const always = () => true;

/** Tasks that end when the test says so. */
function heldTasks() {
  const open: (() => void)[] = [];
  return {
    task: () => new Promise<void>((resolve) => open.push(resolve)),
    running: () => open.length,
    finishOne: async () => {
      open.shift()?.();
      await settle();
    },
  };
}

/** All that can happen without a timer has happened. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('AdaptiveLimit', () => {
  it('runs as many as the limit at once, and grows by one with each that was taken well', async () => {
    const limit = new AdaptiveLimit({ initial: 2, least: 1, most: 10 });
    const held = heldTasks();
    const all = Array.from({ length: 6 }, () => limit.run(held.task, never));
    await settle();
    expect(held.running()).toBe(2);
    await held.finishOne();
    // One has gone and the limit is 3 now: two have come.
    expect(held.running()).toBe(3);
    expect(limit.limit).toBe(3);
    for (let left = 5; left > 0; left -= 1) await held.finishOne();
    await Promise.all(all);
  });

  it('halves when the other side is overloaded, and starts no more until there is room again', async () => {
    const limit = new AdaptiveLimit({ initial: 4, least: 1, most: 8 });
    const held = heldTasks();
    const all = Array.from({ length: 6 }, () => limit.run(held.task, always));
    await settle();
    expect(held.running()).toBe(4);
    await held.finishOne();
    expect(limit.limit).toBe(2);
    expect(held.running()).toBe(3);
    for (let left = 5; left > 0; left -= 1) await held.finishOne();
    await Promise.all(all);
  });

  it('halves once for tasks that ran beside one another: they tell of the same overload', async () => {
    const limit = new AdaptiveLimit({ initial: 16, least: 1, most: 16 });
    const beside = Array.from({ length: 16 }, () => limit.run(settle, always));
    await Promise.all(beside);
    expect(limit.limit).toBe(8);
    await limit.run(settle, always);
    expect(limit.limit).toBe(4);
  });

  it('stays between the least and the most', async () => {
    const limit = new AdaptiveLimit({ initial: 3, least: 2, most: 4 });
    for (let i = 0; i < 5; i += 1) await limit.run(async () => undefined, never);
    expect(limit.limit).toBe(4);
    for (let i = 0; i < 5; i += 1) await limit.run(async () => undefined, always);
    expect(limit.limit).toBe(2);
  });

  it('hands on results and failures, and shows both to whoever judges the load', async () => {
    const limit = new AdaptiveLimit({ initial: 1, least: 1, most: 1 });
    const judged: unknown[] = [];
    const judge = (settled: unknown) => {
      judged.push(settled);
      return false;
    };
    await expect(limit.run(async () => 'joined', judge)).resolves.toBe('joined');
    const broken = new Error('broken');
    await expect(limit.run(() => Promise.reject(broken), judge)).rejects.toBe(broken);
    expect(judged).toEqual([
      { status: 'fulfilled', value: 'joined' },
      { status: 'rejected', reason: broken },
    ]);
  });

  it('gives its place back also after a task that throws at once, and after a judge that throws', async () => {
    const limit = new AdaptiveLimit({ initial: 1, least: 1, most: 1 });
    const throwing = () => {
      throw new Error('at once');
    };
    await expect(limit.run(throwing, never)).rejects.toThrow('at once');
    await expect(limit.run(async () => 1, throwing)).rejects.toThrow('at once');
    await expect(limit.run(async () => 2, never)).resolves.toBe(2);
  });

  it('lets in one for one place, also when somebody new comes just as a waiting one is woken', async () => {
    for (let hops = 0; hops < 20; hops += 1) {
      const limit = new AdaptiveLimit({ initial: 1, least: 1, most: 1 });
      const held = heldTasks();
      const all = [limit.run(held.task, never), limit.run(held.task, never)];
      await settle();
      const ending = held.finishOne();
      for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
      all.push(limit.run(held.task, never));
      await ending;
      expect(held.running()).toBe(1);
      await held.finishOne();
      await held.finishOne();
      await Promise.all(all);
    }
  });

  it('finishes every task, never with more than the most at once, whatever becomes of them', async () => {
    const fate = fc.record({
      turns: fc.integer({ min: 0, max: 4 }),
      fails: fc.boolean(),
      overloads: fc.boolean(),
    });
    const options = fc.record({
      initial: fc.integer({ min: 1, max: 6 }),
      least: fc.integer({ min: 1, max: 3 }),
      most: fc.integer({ min: 6, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(options, fc.array(fate, { maxLength: 40 }), async (chosen, fates) => {
        const limit = new AdaptiveLimit(chosen);
        let running = 0;
        let allowed = true;
        const outcomes = fates.map(({ turns, fails, overloads }, index) =>
          limit.run(
            async () => {
              running += 1;
              allowed &&= running <= chosen.most;
              for (let turn = 0; turn < turns; turn += 1) await settle();
              running -= 1;
              if (fails) throw new Error(String(index));
              return index;
            },
            () => overloads,
          ),
        );
        const settled = await Promise.allSettled(outcomes);
        expect(allowed).toBe(true);
        expect(settled.map(({ status }) => status === 'rejected')).toEqual(
          fates.map(({ fails }) => fails),
        );
        expect(limit.limit).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('starts a task only while fewer than the limit of that moment run', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
        async (overloads) => {
          const limit = new AdaptiveLimit({ initial: 4, least: 1, most: 8 });
          let running = 0;
          const excesses: number[] = [];
          await Promise.all(
            overloads.map((overloaded) =>
              limit.run(
                async () => {
                  running += 1;
                  if (running > limit.limit) excesses.push(running);
                  await settle();
                  running -= 1;
                },
                () => overloaded,
              ),
            ),
          );
          expect(excesses).toEqual([]);
        },
      ),
    );
  });
});
