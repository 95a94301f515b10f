import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Engine } from '@muster/docker';
import { FleetError } from '@muster/kernel';
import { Backoff, sleep, within } from '@muster/runtime';

const run = promisify(execFile);

/** How long the command, and after it the start of dockerd, may take. Milliseconds. */
const commandMs = 60_000;
const startMs = 60_000;

/**
 * Restarts dockerd by a command of this host's administrator. It comes from the agent's own command line, never from the
 * coordinator.
 */
export function engineRestart(command: string, engine: Engine) {
  return async (signal: AbortSignal): Promise<void> => {
    try {
      await run('/bin/sh', ['-c', command], { signal: within(signal, commandMs) });
    } catch (thrown) {
      throw new FleetError('unavailable', `restart the Engine by "${command}"`, { cause: thrown });
    }
    await untilAnswers(engine, within(signal, startMs));
  };
}

/** @throws deadline when it does not in time. */
async function untilAnswers(engine: Engine, signal: AbortSignal): Promise<void> {
  const backoff = new Backoff({ firstMs: 200, longestMs: 1_000 });
  for (;;) {
    try {
      await engine.membership(signal);
      return;
    } catch (thrown) {
      if (FleetError.from(thrown).code !== 'unavailable') throw thrown;
    }
    await sleep(backoff.next(), signal);
  }
}
