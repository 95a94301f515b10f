/** One line of what is compared. Empty where there is nothing to say. */
export type Row = {
  readonly what: string;
  /** What it is measured against: the bare Engine API, bare Node, or a limit that is promised. */
  readonly beside: string;
  readonly muster: string;
  /** Muster's figure divided by the other. */
  readonly ratio: string;
};

const columns = ['what', 'beside', 'muster', 'ratio'] as const;
const head: Row = { what: 'what', beside: 'beside', muster: 'muster', ratio: 'ratio' };

export function table(rows: readonly Row[]): string {
  const all = [head, ...rows];
  const width = (column: keyof Row): number => Math.max(...all.map((row) => row[column].length));
  const widths = new Map(columns.map((column) => [column, width(column)]));
  const line = (row: Row): string =>
    columns.map((column) => row[column].padEnd(widths.get(column) ?? 0)).join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`);
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const mebibytes = (kib: number): string => `${(kib / 1024).toFixed(1)} MiB`;
