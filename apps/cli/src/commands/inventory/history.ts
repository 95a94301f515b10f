import type { HistoryEntryView } from '@muster/api';
import { type Command, InvalidArgumentError } from 'commander';
import type { Context } from '../../context.js';
import { exit, type ExitCode } from '../../exit.js';
import { historyView } from '../../view/history.js';
import { examples, limit, type Perform, withCsv } from '../perform.js';

type HistoryOptions = {
  /** Milliseconds before now, or RFC 3339. */
  readonly since: number | string;
  readonly host?: string;
  readonly fleet?: string;
  readonly table?: string;
  readonly limit: string;
};

const hourMs = 3_600_000;
const unitMs = { m: 60_000, h: hourMs, d: 24 * hourMs };
/** Of one request. */
const pageSize = 1_000;

export function addHistory(program: Command, perform: Perform): void {
  program
    .command('history')
    .description('show what changed on hosts and networks, newest first')
    .option(
      '--since <time>',
      '30m, 24h, 7d, yesterday, or 2026-01-31T12:00:00Z',
      since,
      24 * hourMs,
    )
    .option('--host <name>', 'only of this host')
    .option('--fleet <name>', 'only of hosts of this fleet')
    .option('--table <name>', 'only rows of this table: networks, endpoints, nodes …')
    .option('--limit <n>', 'at most so many', limit, '200')
    .addHelpText(
      'after',
      examples('muster history', 'muster history --since 7d --host web-1', 'muster history -o csv'),
    )
    .action((options: HistoryOptions) => perform((context) => history(context, options), withCsv));
}

async function history(context: Context, options: HistoryOptions): Promise<ExitCode> {
  const { io, out } = context;
  const entries = await read(context, options);
  const columns = ['at', 'host', 'fleet', 'table', 'what', 'row', 'before'];
  out.answerRows(columns, entries, () => historyView(entries, io.now(), out.style));
  return exit.done;
}

/** Page after page, until there are as many as were asked for. */
async function read(
  { coordinator, io, out }: Context,
  { since, host, fleet, table, limit: most }: HistoryOptions,
): Promise<readonly HistoryEntryView[]> {
  const from = typeof since === 'string' ? since : new Date(io.now() - since).toISOString();
  const entries: HistoryEntryView[] = [];
  let cursor: string | null = null;
  do {
    const page = await coordinator.history({
      since: from,
      limit: String(Math.min(pageSize, Number(most) - entries.length)),
      ...(host !== undefined && { host }),
      ...(fleet !== undefined && { fleet }),
      ...(table !== undefined && { table }),
      ...(cursor !== null && { cursor }),
    });
    entries.push(...page.entries);
    cursor = page.next;
  } while (cursor !== null && entries.length < Number(most));
  if (cursor !== null) out.complain(`There are more than these ${most}: --limit N for more.`);
  return entries;
}

function since(value: string): number | string {
  if (value === 'yesterday') return 24 * hourMs;
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(value) ?? [];
  if (count !== undefined) return Number(count) * unitMs[unit as keyof typeof unitMs];
  const at = Date.parse(value);
  if (/^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(at)) return new Date(at).toISOString();
  throw new InvalidArgumentError(
    '30m, 24h, 7d, yesterday or a time like 2026-01-31T12:00:00Z is expected.',
  );
}
