import { Option } from 'commander';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';

/** Runs a command's act with the context that the global options give, and keeps its exit code. */
export type Perform = (act: (context: Context) => Promise<ExitCode>) => Promise<void>;

/** Shown below a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

export const fleetOption = (): Option =>
  new Option('--fleet <name>', 'which fleet, when there are several');
