import { setTimeout as delay } from 'node:timers/promises';
import { FleetError } from '@muster/kernel';

/** What a Node timer can wait at most; of anything longer it makes 1 ms. */
const longestMs = 2 ** 31 - 1;

/**
 * The sources of each signal that `within` made. A signal without a listener holds them weakly and asks them only when it
 * is asked itself: it never aborts when they are collected before that (nodejs/node#65995).
 */
const sources = new WeakMap<AbortSignal, readonly AbortSignal[]>();

/** A signal that aborts when the given one does, or after that many milliseconds, whichever is first. */
export function within(signal: AbortSignal, ms: number): AbortSignal {
  const both = [signal, AbortSignal.timeout(Math.min(Math.ceil(ms), longestMs))];
  const first = AbortSignal.any(both);
  sources.set(first, both);
  return first;
}

/** Resolves after that many milliseconds. @throws cancelled or deadline as soon as the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (thrown) {
    if (!signal.aborted) throw FleetError.from(thrown, 'waiting');
    throw faultOf(signal, 'waiting');
  }
}

/** Whoever aborts with something that is no fault and no timeout has cancelled. */
function faultOf(signal: AbortSignal, doing: string): FleetError {
  const { reason } = signal as { reason: unknown };
  const fault = FleetError.from(reason, doing);
  if (fault === reason || fault.code !== 'internal') return fault;
  return new FleetError('cancelled', fault.message, { cause: reason });
}

/** The promise's value, or the signal's reason as a fault when it aborts first. The promise itself goes on. */
export async function withSignal<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  doing: string,
): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(faultOf(signal, doing));
    };
  });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
