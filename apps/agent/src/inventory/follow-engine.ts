import type { Engine } from '@muster/docker';
import { FleetError } from '@muster/kernel';
import { Backoff, type Logger } from '@muster/runtime';
import type { Clock } from '../verbs/index.js';
import { isAborted } from './aborted.js';
import type { FactsReporter } from './facts-reporter.js';

export type FollowDeps = {
  readonly engine: Engine;
  readonly reporter: Pick<FactsReporter, 'followed' | 'happened' | 'refresh' | 'resync'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** A number in [0, 1). */
  readonly random: () => number;
};

/** How often what changes without an event is read. Milliseconds. */
const refreshEveryMs = 60_000;
/** How often everything is told anew, as if nothing had been told. Milliseconds. */
const resyncEveryMs = 600_000;

/** Follows the Engine's events, whatever becomes of the Engine, until the signal aborts. Never rejects. */
export async function followEngine(deps: FollowDeps, signal: AbortSignal): Promise<void> {
  const { clock } = deps;
  const backoff = new Backoff({ firstMs: 250, longestMs: 10_000, random: deps.random });
  while (!signal.aborted) {
    const reason = await followOnce(deps, backoff, signal);
    if (isAborted(signal)) return;
    deps.log.warn({ reason: reason.message }, "the Engine's events broke off");
    deps.reporter.followed(false);
    await clock.sleep(backoff.next(), signal).catch(() => undefined);
  }
}

/** @returns why it ended. */
async function followOnce(
  { engine, reporter }: FollowDeps,
  backoff: Backoff,
  signal: AbortSignal,
): Promise<FleetError> {
  try {
    const events = await engine.events(signal);
    backoff.reset();
    reporter.followed(true);
    for await (const event of events) reporter.happened(event);
    return new FleetError('unavailable', 'the Engine told no more');
  } catch (thrown) {
    return FleetError.from(thrown);
  }
}

/** Reads from time to time what no event tells, and now and then everything. Never rejects. */
export async function readNowAndThen(deps: FollowDeps, signal: AbortSignal): Promise<void> {
  const { clock, reporter, random, log } = deps;
  let sinceResyncMs = 0;
  for (;;) {
    // A fleet's agents that started together shall not read together.
    const waitMs = refreshEveryMs * (0.8 + 0.4 * random());
    await clock.sleep(waitMs, signal).catch(() => undefined);
    if (isAborted(signal)) return;
    sinceResyncMs += waitMs;
    const isDue = sinceResyncMs >= resyncEveryMs;
    if (isDue) sinceResyncMs = 0;
    await (isDue ? reporter.resync() : reporter.refresh()).catch((thrown: unknown) => {
      if (!isAborted(signal)) log.warn({ err: thrown }, 'the host could not be read again');
    });
  }
}
