import { constants } from 'node:os';
import { Interrupted } from '../domain/errors.js';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` with a signal that aborts when we are asked to end, and waits for it to put things in order.
 * @throws Interrupted in that case, whatever the work has thrown.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    controller.abort(new Interrupted(name, 128 + constants.signals[name]));
  };
  for (const name of endings) process.on(name, stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    for (const name of endings) process.off(name, stop);
  }
}
