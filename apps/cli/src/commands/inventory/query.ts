import { text } from 'node:stream/consumers';
import { type Command, InvalidArgumentError } from 'commander';
import type { Context } from '../../context.js';
import { exit, type ExitCode } from '../../exit.js';
import { Stop } from '../../stop.js';
import { rowsView } from '../../view/rows.js';
import { schemaView } from '../../view/schema.js';
import { examples, limit, type Perform, withCsv } from '../perform.js';
import { askRows } from './ask.js';

type QueryOptions = {
  readonly schema?: boolean;
  readonly param: Readonly<Record<string, string>>;
  readonly limit: string;
  readonly time: number;
};

export function addQuery(program: Command, perform: Perform): void {
  program
    .command('query')
    .description('ask the inventory of all fleets in SQL (SQLite); nothing can be changed by it')
    .argument('[sql]', 'one select; - reads it from stdin')
    .option('--schema', 'show the tables and what their columns mean')
    .option('--param <name=value>', 'value of :name; may be given several times', addParam, {})
    .option('--limit <n>', 'at most so many rows', limit, '1000')
    .option('--time <seconds>', 'how long it may run', seconds, 5)
    .addHelpText(
      'after',
      examples(
        'muster query --schema',
        `muster query "select network, count(*) from endpoints where driver = 'overlay' group by 1"`,
        `muster query "select host from networks where network = :n" --param n=shared -o csv`,
      ),
    )
    .action((sql: string | undefined, options: QueryOptions) =>
      perform(
        (context) => (options.schema === true ? schema(context) : query(context, sql, options)),
        withCsv,
      ),
    );
}

async function schema({ coordinator, out }: Context): Promise<ExitCode> {
  const { tables } = await coordinator.tables();
  const rows = tables.flatMap(({ name, columns }) =>
    columns.map((column) => ({ ...column, table: name, column: column.name })),
  );
  if (out.format === 'csv')
    out.answerRows(['table', 'column', 'type', 'nullable', 'unit', 'about'], rows, () => '');
  else out.answer({ tables }, () => schemaView(tables, out.style));
  return exit.done;
}

async function query(
  context: Context,
  given: string | undefined,
  options: QueryOptions,
): Promise<ExitCode> {
  const { out } = context;
  const sql = given === '-' ? await text(context.io.stdin) : given;
  if (sql === undefined)
    throw Stop.usage('what is to be asked is missing', `muster query "select host from hosts"`);
  const { columns, rows } = await askRows(context, {
    sql,
    parameters: options.param,
    maxRows: Number(options.limit),
    timeMs: options.time * 1_000,
  });
  out.answerRows(columns, rows, () => rowsView(columns, rows));
  return exit.done;
}

function addParam(value: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, given] = /^:?(\w+)=(.*)$/s.exec(value) ?? [];
  if (name === undefined || given === undefined)
    throw new InvalidArgumentError('NAME=VALUE is expected.');
  return { ...before, [name]: given };
}

function seconds(value: string): number {
  if (/^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= 30) return Number(value);
  throw new InvalidArgumentError('A whole number of seconds from 1 to 30 is expected.');
}
