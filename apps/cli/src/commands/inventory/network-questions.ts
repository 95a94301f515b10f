import { type Command, InvalidArgumentError } from 'commander';
import type { Context } from '../../context.js';
import { exit, type ExitCode } from '../../exit.js';
import { rowsView } from '../../view/rows.js';
import { examples, type Perform, withCsv } from '../perform.js';
import { askRows } from './ask.js';
import { whatIsFull, whatOverlaps, whereIsNetwork } from './questions.js';

type FleetOption = { readonly fleet?: string };
type UsageOptions = FleetOption & { readonly above: number };
type Parameters = Readonly<Record<string, string | number | null>>;

/** Questions about networks over all hosts; without --fleet over all fleets. */
export function addNetworkQuestions(networks: Command, perform: Perform): void {
  const one = (name: string, description: string, ...lines: readonly string[]) =>
    networks
      .command(name)
      .description(description)
      .option('--fleet <name>', 'only hosts of this fleet')
      .addHelpText('after', examples(...lines));
  one('where', 'show which hosts have a network, and which lack it', 'muster networks where shared')
    .argument('<name>', 'its name or id')
    .action((name: string, { fleet }: FleetOption) =>
      perform((context) => rows(context, whereIsNetwork, { name, fleet: fleet ?? null }), withCsv),
    );
  one(
    'overlaps',
    'show which subnets overlap each other, or a route of a host',
    'muster networks overlaps --fleet demo',
  ).action(({ fleet }: FleetOption) =>
    perform(
      (context) => rows(context, whatOverlaps, { fleet: fleet ?? null }, 'No subnets overlap.'),
      withCsv,
    ),
  );
  one(
    'usage',
    'show how full subnets are, the fullest first; source `seen` = at least that',
    'muster networks usage --above 80',
  )
    .option('--above <percent>', 'only those at least so full', percent, 0)
    .action(({ fleet, above }: UsageOptions) =>
      perform(
        (context) =>
          rows(context, whatIsFull, { fleet: fleet ?? null, above }, 'No subnet is that full.'),
        withCsv,
      ),
    );
}

async function rows(
  context: Context,
  sql: string,
  parameters: Parameters,
  none = 'No hosts.',
): Promise<ExitCode> {
  const query = { sql, parameters, maxRows: 100_000, timeMs: 30_000 };
  const answered = await askRows(context, query);
  context.out.answerRows(answered.columns, answered.rows, () =>
    answered.rows.length === 0 ? none : rowsView(answered.columns, answered.rows),
  );
  return exit.done;
}

function percent(value: string): number {
  if (/^\d{1,3}$/.test(value) && Number(value) <= 100) return Number(value);
  throw new InvalidArgumentError('A whole number from 0 to 100 is expected.');
}
