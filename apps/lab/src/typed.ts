import { CommanderError } from 'commander';
import { Interrupted, LabError, messageOf } from './domain/errors.js';
import { createProgram } from './program.js';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  // commander has said its own already.
  if (!(error instanceof CommanderError)) process.stderr.write(`muster-lab: ${messageOf(error)}\n`);
}

/** Of commander's own errors only --help is none. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof LabError || error instanceof Interrupted ? error.exitCode : 1;
}
