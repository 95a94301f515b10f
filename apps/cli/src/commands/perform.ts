import { InvalidArgumentError, Option } from 'commander';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';

/** Runs a command's act with the context that the global options give, and keeps its exit code. */
export type Perform = (
  act: (context: Context) => Promise<ExitCode>,
  takes?: { readonly csv: boolean },
) => Promise<void>;

/** What commands that answer rows say to `perform`. */
export const withCsv = { csv: true };

/** Shown below a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

export const fleetOption = (): Option =>
  new Option('--fleet <name>', 'which fleet, when there are several');

/** May be given several times. */
export const append = (value: string, before: readonly string[]): string[] => [...before, value];

/** A count, as text: it goes into a query. */
export function limit(value: string): string {
  if (/^[1-9]\d{0,4}$/.test(value)) return value;
  throw new InvalidArgumentError('A whole number from 1 is expected.');
}

export const acceptOption = (): Option =>
  new Option('--accept <finding-id>', 'go on over this finding; may be given several times')
    .argParser(append)
    .default([], 'none');
