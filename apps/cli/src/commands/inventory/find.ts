import { isAddress, parseCidr } from '@muster/kernel';
import type { Command } from 'commander';
import type { Context } from '../../context.js';
import { exit, type ExitCode } from '../../exit.js';
import { safe } from '../../text/text.js';
import { rowsView } from '../../view/rows.js';
import { examples, type Perform, withCsv } from '../perform.js';
import { askRows } from './ask.js';
import { whatIs } from './questions.js';

export function addFind(program: Command, perform: Perform): void {
  program
    .command('find')
    .description('find what is at an address, or what has a name, an id or a MAC, on all hosts')
    .argument('<what>', 'an address, a name, an id or its beginning, or a MAC')
    .addHelpText(
      'after',
      examples('muster find 10.0.1.7', 'muster find web.1', 'muster find 3f2a91c4'),
    )
    .action((what: string) => perform((context) => find(context, what), withCsv));
}

async function find(context: Context, given: string): Promise<ExitCode> {
  const { out } = context;
  // MACs and IPv6 addresses are told in lower case.
  const what = given.includes(':') ? given.toLowerCase() : given;
  const { columns, rows } = await askRows(context, {
    sql: whatIs,
    parameters: { what, hex: hexOf(what) },
    maxRows: 10_000,
  });
  out.answerRows(columns, rows, () =>
    rows.length === 0
      ? `Nothing that was seen is called or addressed ${safe(given)}.`
      : rowsView(columns, rows),
  );
  return rows.length === 0 ? exit.failed : exit.done;
}

/** The digits of an address, as the columns first and last have them. */
function hexOf(text: string): string | null {
  if (!isAddress(text)) return null;
  const cidr = parseCidr(`${text}/${text.includes(':') ? '128' : '32'}`);
  return cidr?.first.toString(16).padStart(cidr.family === 4 ? 8 : 32, '0') ?? null;
}
