import { createLogger } from '@muster/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Resyncs } from './resyncs.js';

let asked: string[];
let isThere: (host: string) => boolean;
let resyncs: Resyncs;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  isThere = () => true;
  resyncs = new Resyncs({
    ...{ log: createLogger('test', 'silent'), mostAtOnce: 2, answerMs: 1_000 },
    ask: (host) => {
      asked.push(host);
      return isThere(host);
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
});
const want = (...hosts: readonly string[]) => {
  for (const host of hosts) resyncs.want(host);
};

describe('agents that shall tell everything', () => {
  it('are asked a few at a time, in the order in which they came', () => {
    want('a', 'b', 'c', 'd');
    expect(asked).toEqual(['a', 'b']);
    resyncs.answered('b');
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(resyncs.size).toBe(3);
    for (const host of ['a', 'c', 'd']) resyncs.answered(host);
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    expect(resyncs.size).toBe(0);
  });

  it('are asked once, however often it is wanted before they answer', () => {
    want('a', 'a', 'b', 'c', 'c', 'a');
    resyncs.answered('a');
    expect(asked).toEqual(['a', 'b', 'c']);
    want('a');
    resyncs.answered('b');
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('do not hold up others when they are silent or gone, and are asked again', () => {
    want('silent', 'leaving', 'c');
    resyncs.forget('leaving');
    expect(asked).toEqual(['silent', 'leaving', 'c']);
    vi.advanceTimersByTime(999);
    resyncs.answered('c');
    expect(asked).toHaveLength(3);
    vi.advanceTimersByTime(1);
    expect(asked.slice(3)).toEqual(['silent']);
  });

  it('are passed over when they have no session', () => {
    isThere = (host) => host !== 'gone';
    want('gone', 'a', 'b');
    expect(asked).toEqual(['gone', 'a', 'b']);
    expect(resyncs.size).toBe(2);
  });

  it('tell when they were asked', () => {
    want('a');
    const at = performance.now();
    vi.advanceTimersByTime(500);
    expect(resyncs.answered('a')).toBe(at);
    expect(resyncs.answered('a')).toBeUndefined();
  });
});
