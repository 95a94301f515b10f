import type { EdgeView } from '@muster/api';
import type { Style } from '../../text/style.js';
import { count, safe } from '../../text/text.js';
import { type Directed, hostsOf, worstFirst, type Verdict } from './edges.js';

/** Above this many hosts, only rows with something wrong are shown. */
const mostRows = 40;
/** Longer names are cut. Characters. */
const longestName = 24;

/** A host with its number, which stands above its column. */
type Numbered = { readonly number: number; readonly name: string };

type Judged = Directed & Pick<EdgeView, 'verdict'>;

type Grid = {
  readonly title: string;
  readonly hosts: readonly Numbered[];
  /** Undefined where nothing was probed. */
  readonly cell: (source: string, destination: string) => Verdict | undefined;
};

/**
 * Hosts × hosts, sources down, destinations across, the worst verdict of all ports in each cell. Where that would be
 * too large, only what is wrong; empty when nothing is. `columns`: characters of the screen.
 */
export function matrixView(
  edges: readonly Judged[],
  columns: number,
  style: Style,
  title = 'From (down) to (across), the worst of all ports:',
): string {
  const grid = gridOf(edges, title);
  const { hosts } = grid;
  const all = layout(grid, hosts, hosts, columns);
  if (all !== undefined && hosts.length <= mostRows) return render(grid, all, style);
  const rows = hosts.filter((source) => hosts.some((to) => isWrong(grid, source, to)));
  if (rows.length === 0) return '';
  const across = hosts.filter((to) => rows.some((source) => isWrong(grid, source, to)));
  const some = layout(grid, rows, hosts, columns) ?? layout(grid, rows, across, columns);
  const rest = others(hosts.length - rows.length);
  if (some === undefined) return style.dim('The matrix is wider than this screen.');
  return [render(grid, some, style), ...(rest === '' ? [] : [style.dim(rest)])].join('\n');
}

const others = (n: number): string =>
  n === 0 ? '' : `The ${count(n, 'row')} that ${n === 1 ? 'is' : 'are'} left out: all pass.`;

function gridOf(edges: readonly Judged[], title: string): Grid {
  const cells = new Map<string, Map<string, Verdict>>();
  for (const { source, destination, verdict } of edges) {
    const row = cells.get(source) ?? new Map<string, Verdict>();
    cells.set(source, row.set(destination, worse(row.get(destination), verdict)));
  }
  return {
    title,
    hosts: hostsOf(edges).map((name, index) => ({ number: index + 1, name })),
    cell: (source, destination) => cells.get(source)?.get(destination),
  };
}

function worse(one: Verdict | undefined, other: Verdict): Verdict {
  return worstFirst.find((verdict) => verdict === one || verdict === other) ?? other;
}

function isWrong({ cell }: Grid, source: Numbered, destination: Numbered): boolean {
  const verdict = cell(source.name, destination.name);
  return verdict !== undefined && verdict !== 'pass';
}

type Layout = {
  readonly rows: readonly Numbered[];
  readonly columns: readonly Numbered[];
  readonly labelWidth: number;
  /** Characters from one cell to the next: 2 where there is room, else 1. */
  readonly pitch: number;
};

/** Undefined where even the narrowest form does not fit. */
function layout(
  { hosts }: Grid,
  rows: readonly Numbered[],
  columns: readonly Numbered[],
  room: number,
): Layout | undefined {
  const labelWidth = Math.max(...rows.map((host) => labelOf(host, hosts.length).length), 0) + 2;
  const pitch = [2, 1].find((each) => labelWidth + each * columns.length < room);
  return pitch === undefined ? undefined : { rows, columns, labelWidth, pitch };
}

function labelOf({ number, name }: Numbered, hosts: number): string {
  const shown = safe(name);
  const cut = shown.length > longestName ? `${shown.slice(0, longestName - 1)}…` : shown;
  return `${String(number).padStart(String(hosts).length)} ${cut}`;
}

function render(grid: Grid, shape: Layout, style: Style): string {
  const { rows, columns, labelWidth, pitch } = shape;
  const gap = ' '.repeat(pitch - 1);
  const lines = rows.map((source) => {
    const cells = columns.map((to) => symbol(grid, source, to, style));
    return labelOf(source, grid.hosts.length).padEnd(labelWidth) + cells.join(gap);
  });
  return [legend(grid, style), '', ...header(shape), ...lines].join('\n');
}

/** The columns' numbers, one digit above the other. */
function header({ columns, labelWidth, pitch }: Layout): string[] {
  const digits = String(columns.at(-1)?.number ?? 0).length;
  const numbers = columns.map(({ number }) => String(number).padStart(digits));
  const gap = ' '.repeat(pitch - 1);
  return Array.from({ length: digits }, (_, nth) =>
    `${' '.repeat(labelWidth)}${numbers.map((text) => text[nth] ?? ' ').join(gap)}`.trimEnd(),
  );
}

const symbols: Readonly<Record<Verdict, string>> = { pass: '·', fail: '✗', unknown: '?' };

function symbol({ cell }: Grid, source: Numbered, to: Numbered, style: Style): string {
  if (source === to) return style.dim('\\');
  const verdict = cell(source.name, to.name);
  return verdict === undefined ? ' ' : painted(verdict, symbols[verdict], style);
}

export function painted(verdict: Verdict, text: string, style: Style): string {
  if (verdict === 'pass') return style.good(text);
  return verdict === 'fail' ? style.bad(text) : style.warn(text);
}

function legend({ title }: Grid, style: Style): string {
  const marks = (['pass', 'fail', 'unknown'] as const).map((verdict) =>
    painted(verdict, `${symbols[verdict]} ${verdict}`, style),
  );
  return `${title}  ${marks.join('  ')}`;
}
