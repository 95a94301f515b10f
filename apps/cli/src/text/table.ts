import CliTable from 'cli-table3';

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** Columns two spaces apart, no lines, no spaces at the end. Cells must be safe to print. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = new CliTable({
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    ...(head.length > 0 ? { head: [...head] } : {}),
  });
  for (const row of rows) lines.push([...row]);
  return trimmed(lines);
}

/** `Name: value` lines, values aligned. */
export const fields = (rows: readonly (readonly [string, string])[]): string =>
  table(
    [],
    rows.map(([name, value]) => [`${name}:`, value]),
  );

/** Lines no wider than `columns`; what is cut off is marked by `…`. */
export function cut(lines: readonly string[], columns: number): string {
  const narrow = new CliTable({
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [Math.max(2, columns)],
    truncate: '…',
  });
  for (const line of lines) narrow.push([line]);
  return trimmed(narrow);
}

const trimmed = (lines: CliTable.Table): string =>
  lines
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
