import { exit } from './exit.js';
import { Stop } from './stop.js';

type Interruptible = Pick<NodeJS.Process, 'on' | 'exit'>;

/** Aborts on the first Ctrl-C; a second one ends the process at once. */
export function interruptOf(process: Interruptible): AbortSignal {
  const controller = new AbortController();
  const reason = Stop.interrupted(
    'interrupted',
    'An operation that was started goes on in the coordinator: muster operations ls',
  );
  // Not `once`: what puts the cursor back (signal-exit) kills the process as soon as nobody else listens.
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(exit.interrupted);
    controller.abort(reason);
  });
  return controller.signal;
}

/** 128 and the number of SIGPIPE: how programs end whose reader has gone, as in `muster hosts | head -1`. */
const brokenPipe = 141;

/** Ends the process when nobody can read what it says. */
export function endWithoutReader(process: NodeJS.Process): void {
  process.stderr.on('error', () => process.exit(brokenPipe));
  process.stdout.on('error', (thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'EPIPE') process.exit(brokenPipe);
    process.stderr.write(`muster: cannot write the answer: ${thrown.message}\n`);
    process.exit(exit.failed);
  });
}
