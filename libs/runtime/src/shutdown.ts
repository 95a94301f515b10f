import type { Logger } from './logging.js';

/** Something that runs until it is told to stop. */
export type Running = {
  /** Finishes what it does, as far as its own deadline allows. */
  stop(reason: string): Promise<void>;
  /** Rejects when it fails by itself. */
  readonly failed: Promise<never>;
};

/**
 * Waits for one of the signals, then stops; a second signal ends the process at once. @returns the exit code: 0 after a
 * clean stop, 1 when it failed by itself or could not stop.
 */
export async function runUntilSignal(
  running: Running,
  signals: readonly NodeJS.Signals[],
  log: Logger,
): Promise<number> {
  let onSignal: (name: string) => void = () => undefined;
  const signalled = new Promise<string>((resolve) => {
    let first: string | undefined;
    onSignal = (name) => {
      if (first !== undefined) process.exit(130);
      first = name;
      resolve(name);
    };
  });
  for (const name of signals) process.on(name, onSignal);
  try {
    const reason = await Promise.race([signalled, running.failed]);
    log.info({ reason }, 'stopping');
    await running.stop(reason);
    return 0;
  } catch (thrown) {
    log.error({ err: thrown }, 'failed');
    return 1;
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
}
