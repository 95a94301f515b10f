import type { FleetError } from '@muster/kernel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox, type Writable } from './outbox.js';

/** A stream whose reader takes what it is told to. */
class FakeStream implements Writable<number> {
  readonly written: number[] = [];
  room = Number.POSITIVE_INFINITY;
  #drains: (() => void)[] = [];

  write(message: number): boolean {
    this.written.push(message);
    this.room -= 1;
    return this.room > 0;
  }

  once(_: 'drain', listener: () => void): void {
    this.#drains.push(listener);
  }

  /** The reader has read what there was, and has room for so many more. */
  drain(room: number): void {
    this.room = room;
    for (const listener of this.#drains.splice(0)) listener();
  }
}

let stream: FakeStream;
let overflows: FleetError[];
const outbox = (capacity = 3, stallMs = 1_000) =>
  new Outbox(stream, { capacity, stallMs, onOverflow: (error) => overflows.push(error) });
const fill = (box: Outbox<number>, count: number) => {
  for (let message = 1; message <= count; message += 1) box.send(message);
};

beforeEach(() => {
  vi.useFakeTimers();
  stream = new FakeStream();
  overflows = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Outbox', () => {
  it('writes at once while the reader keeps up', () => {
    fill(outbox(), 100);
    expect(stream.written).toHaveLength(100);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('holds back what the reader has no room for, and goes on when it has read', () => {
    stream.room = 1;
    const box = outbox();
    fill(box, 4);
    expect(stream.written).toEqual([1]);
    stream.drain(2);
    expect(stream.written).toEqual([1, 2, 3]);
    stream.drain(2);
    expect(stream.written).toEqual([1, 2, 3, 4]);
    box.send(5);
    expect(stream.written).toEqual([1, 2, 3, 4, 5]);
    expect(overflows).toEqual([]);
  });

  it('keeps the order and loses nothing, however the reader reads', () => {
    const act = fc.oneof(fc.constant('send' as const), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        stream = new FakeStream();
        stream.room = 1;
        const box = outbox(100);
        let sent = 0;
        for (const what of acts) {
          if (what === 'send') box.send((sent += 1));
          else stream.drain(what);
        }
        stream.drain(Number.POSITIVE_INFINITY);
        expect(stream.written).toEqual(Array.from({ length: sent }, (_, index) => index + 1));
        expect(overflows).toEqual([]);
        box.close();
      }),
    );
  });

  it('cuts the reader off, once, when more than its capacity waits', () => {
    stream.room = 1;
    const box = outbox(3);
    fill(box, 4);
    expect(overflows).toEqual([]);
    fill(box, 5);
    expect(overflows.map(({ code }) => code)).toEqual(['exhausted']);
    vi.advanceTimersByTime(10_000);
    stream.drain(10);
    expect(overflows).toHaveLength(1);
    expect(stream.written).toEqual([1]);
  });

  it('cuts the reader off, once, when it reads nothing for too long', () => {
    stream.room = 1;
    const box = outbox(3, 1_000);
    fill(box, 2);
    vi.advanceTimersByTime(999);
    expect(overflows).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(overflows).toMatchObject([{ code: 'exhausted' }]);
    expect(overflows[0]?.message).toContain('1000 ms');
    fill(box, 10);
    vi.advanceTimersByTime(10_000);
    expect(overflows).toHaveLength(1);
  });

  it('counts the time anew whenever something was read', () => {
    stream.room = 1;
    const box = outbox(10, 1_000);
    fill(box, 5);
    for (let round = 0; round < 4; round += 1) {
      vi.advanceTimersByTime(900);
      stream.drain(1);
    }
    expect(stream.written).toEqual([1, 2, 3, 4, 5]);
    expect(overflows).toEqual([]);
    stream.drain(10);
    vi.advanceTimersByTime(10_000);
    expect(overflows).toEqual([]);
  });

  it('drops everything once it is closed, and leaves no timer behind', () => {
    stream.room = 1;
    const box = outbox();
    fill(box, 3);
    box.close();
    expect(vi.getTimerCount()).toBe(0);
    box.send(9);
    stream.drain(10);
    box.send(10);
    expect(stream.written).toEqual([1]);
    expect(overflows).toEqual([]);
  });

  it('leaves no timer behind when the stream breaks, and closes it, in the middle of a write', () => {
    const box: Outbox<number> = new Outbox(
      {
        write: () => {
          box.close();
          return false;
        },
        once: () => undefined,
      },
      { capacity: 1, stallMs: 10, onOverflow: (error) => overflows.push(error) },
    );
    box.send(1);
    vi.advanceTimersByTime(100);
    expect(overflows).toEqual([]);
  });
});
