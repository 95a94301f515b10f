import { FleetError } from '@muster/kernel';
import { Backoff } from '@muster/runtime';
import { clockOf, type VerbContext } from './context.js';

export type Waiting<T> = {
  /** undefined means: not yet. What it throws ends the waiting. */
  readonly look: () => Promise<T | undefined>;
  /** What is waited for and how it stands, for the error when time is over. */
  readonly pending: () => string;
  readonly firstMs?: number;
  readonly longestMs?: number;
};

/** Looks again and again, with growing pauses, until there is an answer. @throws deadline or cancelled with `pending`. */
export async function until<T>(ctx: VerbContext, waiting: Waiting<T>): Promise<T> {
  const { look, pending, firstMs = 250, longestMs = 1_000 } = waiting;
  const backoff = new Backoff({ firstMs, longestMs });
  for (;;) {
    const seen = await inTime(ctx, pending, look);
    if (seen !== undefined) return seen;
    await clockOf(ctx)
      .sleep(backoff.next(), ctx.signal)
      .catch((error: unknown) => {
        throw outOfTime(ctx.signal, pending(), error);
      });
  }
}

/** Does it. @throws deadline or cancelled with `pending` when the signal has aborted meanwhile; else what it throws. */
export async function inTime<T>(
  ctx: VerbContext,
  pending: () => string,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw ctx.signal.aborted ? outOfTime(ctx.signal, pending(), error) : error;
  }
}

/** Does it with this much of the command's time at most. @throws deadline when that is over: see isEarly. */
export async function soonerThan<T>(
  ms: number,
  ctx: VerbContext,
  act: (shorter: VerbContext) => Promise<T>,
): Promise<T> {
  const time = new AbortController();
  const signal = AbortSignal.any([ctx.signal, time.signal]);
  clockOf(ctx)
    .sleep(ms, signal)
    .then(
      () => {
        time.abort(new DOMException(`${ms} ms are over`, 'TimeoutError'));
      },
      () => undefined,
    );
  try {
    return await act({ ...ctx, signal });
  } finally {
    time.abort();
  }
}

/** True when only the shorter time was over, and the command's own is not. */
export const isEarly = (error: unknown, ctx: VerbContext): boolean =>
  !ctx.signal.aborted && FleetError.from(error).code === 'deadline';

/** True when the command's time is over, and not when somebody withdrew it. */
export const isLate = (signal: AbortSignal): boolean =>
  signal.aborted && FleetError.from(signal.reason).code === 'deadline';

function outOfTime(signal: AbortSignal, pending: string, cause: unknown): FleetError {
  return isLate(signal)
    ? new FleetError('deadline', `time is over: ${pending}`, { cause })
    : new FleetError('cancelled', `cancelled: ${pending}`, { cause });
}
