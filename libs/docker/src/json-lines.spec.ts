import { describe, expect, it } from 'vitest';
import { jsonLines } from './json-lines.js';

async function read(chunks: readonly Buffer[]): Promise<unknown[]> {
  const values: unknown[] = [];
  const stream = (async function* () {
    yield* chunks;
  })();
  for await (const value of jsonLines(stream)) values.push(value);
  return values;
}

describe('lines of JSON', () => {
  it('are read wherever the stream cuts them, in the middle of a character too', async () => {
    const whole = Buffer.from('{"a":"ü"}\n{"b":1}\r\n\n{"c":2}\n');
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const values = await read([whole.subarray(0, cut), whole.subarray(cut)]);
      expect(values).toEqual([{ a: 'ü' }, { b: 1 }, { c: 2 }]);
    }
  });

  it('have a longest', async () => {
    const chunk = Buffer.alloc(300_000, 'x');
    await expect(read([chunk, chunk, chunk, chunk])).rejects.toMatchObject({ code: 'invalid' });
  });
});
