import { describe, expect, it } from 'vitest';
import { mapLimit } from './parallel.js';

describe('mapLimit', () => {
  it('keeps the order of the items', async () => {
    const doubled = await mapLimit([3, 1, 2], 2, (item) => Promise.resolve(item * 2));
    expect(doubled).toEqual([6, 2, 4]);
  });

  it('never runs more than the limit at once', async () => {
    let running = 0;
    let most = 0;
    await mapLimit(Array.from({ length: 20 }), 3, async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
    });
    expect(most).toBe(3);
  });

  it('lets those that run end, begins no other, and throws the first failure', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const all = mapLimit([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('first');
      await new Promise(setImmediate);
      ended.push(item);
    });
    await expect(all).rejects.toThrow('first');
    expect({ begun, ended }).toEqual({ begun: [1, 2], ended: [2] });
  });
});
