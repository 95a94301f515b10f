import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { interruptOf } from './process.js';

it('aborts on the first Ctrl-C and ends on the second', () => {
  const ended: unknown[] = [];
  const process = Object.assign(new EventEmitter(), {
    exit: (code?: unknown) => void ended.push(code),
  }) as unknown as Parameters<typeof interruptOf>[0] & EventEmitter;
  const signal = interruptOf(process);
  process.emit('SIGINT');
  expect(signal.reason).toMatchObject({ exitCode: 130 });
  expect({ ended, listeners: process.listenerCount('SIGINT') }).toEqual({
    ended: [],
    listeners: 1,
  });
  process.emit('SIGINT');
  expect(ended).toEqual([130]);
});
