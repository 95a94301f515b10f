import { plain, type Row } from '../text/csv.js';
import { table } from '../text/table.js';
import { count, safe } from '../text/text.js';

/** Rows as they were answered, under their columns. */
export function rowsView(columns: readonly string[], rows: readonly Row[]): string {
  const head = columns.map((column) => safe(column).toUpperCase());
  const lines = rows.map((row) => columns.map((column) => safe(plain(row[column])) || '-'));
  return `${table(head, lines)}\n\n${count(rows.length, 'row')}.`;
}
