import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, frame, framesOf } from './frames.js';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const each of framesOf(pieces(bytes, size))) frames.push(each);
  return frames;
}

const kind = fc.constantFrom('command', 'input', 'end-of-input', 'signal', 'output', 'ended');

describe('frames', () => {
  it('come out as they went in, however the stream is cut', async () => {
    const written = fc.array(fc.tuple(kind, fc.uint8Array({ maxLength: 300 })));
    await fc.assert(
      fc.asyncProperty(written, fc.integer({ min: 1, max: 400 }), async (all, size) => {
        const bytes = Buffer.concat(
          all.map(([what, content]) => frame(what, Buffer.from(content))),
        );
        const seen = await read(bytes, size);
        expect(seen.map((each) => [each.kind, new Uint8Array(each.content)])).toEqual(all);
      }),
    );
  });

  it('that are cut off are none', async () => {
    const bytes = frame('input', 'all of it');
    expect(await read(bytes.subarray(0, bytes.length - 1), 3)).toEqual([]);
  });

  it.each([
    ['of no known kind', Buffer.from([99, 0, 0, 0, 0])],
    ['that never end', Buffer.from([1, 0xff, 0xff, 0xff, 0xff])],
  ])('%s are refused', async (_, bytes) => {
    await expect(read(bytes, 5)).rejects.toThrow(RangeError);
  });
});
