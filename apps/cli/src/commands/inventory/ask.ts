import type { CreateQuery } from '@muster/api';
import type { Context } from '../../context.js';
import type { Row } from '../../text/csv.js';

export type Answered = { readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** Asks in SQL; says on stderr when there is more than was answered. */
export async function askRows(
  { coordinator, out }: Context,
  query: CreateQuery,
): Promise<Answered> {
  const { columns, rows, truncated } = await coordinator.query(query);
  if (truncated !== null)
    out.complain(
      truncated === 'rows'
        ? `There are more than these ${String(rows.length)} rows: --limit N for more, or ask for less.`
        : 'There is more than fits into one answer: ask for less.',
    );
  return { columns, rows: rows.map((cells) => rowOf(columns, cells)) };
}

const rowOf = (columns: readonly string[], cells: readonly unknown[]): Row =>
  Object.fromEntries(columns.map((column, nth) => [column, cells[nth] ?? null]));
