import type { EdgeView } from '@muster/api';
import type { Style } from '../../text/style.js';
import { count, indent, safe, some } from '../../text/text.js';
import { groups, hostsOf, portText, unique, worstFirst } from './edges.js';
import { painted } from './matrix.js';

/** What is written out for one trouble: names of hosts, sentences, remedies. */
const most = { names: 8, reasons: 2, remedies: 4 };

/** Every source misses every destination, on the same ports and in the same layer: most likely one cause. */
type Trouble = {
  readonly edges: readonly EdgeView[];
  readonly sources: Ends;
  readonly destinations: Ends;
};

/** Hosts at one end; `all` means every host but the one at the other end. */
type Ends = readonly string[] | 'all';

/** What does not pass, failures first: a line for each cause, with what was seen and what to do. Empty when all pass. */
export function troublesView(edges: readonly EdgeView[], style: Style): string {
  const hosts = hostsOf(edges).length;
  return worstFirst
    .filter((verdict) => verdict !== 'pass')
    .flatMap((verdict) =>
      troublesOf(
        edges.filter((edge) => edge.verdict === verdict),
        hosts,
      ),
    )
    .map((trouble) => troubleView(trouble, style))
    .join('\n');
}

function troublesOf(edges: readonly EdgeView[], hosts: number): readonly Trouble[] {
  const pairs = groups(edges, ({ source, destination, layer }) =>
    [source, destination, layer].join(' '),
  );
  const alike = groups(pairs, (pair) => [pair[0]?.layer, ...pair.map(portText)].join(' '));
  return alike.flatMap((same) => blocks(same.flat(), hosts));
}

/** As few blocks of sources × destinations as grouping by either end gives. */
function blocks(edges: readonly EdgeView[], hosts: number): readonly Trouble[] {
  const towards = endsOf(edges, 'destination', 'source', hosts).map(
    ({ ends, others, edges: its }) => ({ edges: its, destinations: ends, sources: others }),
  );
  const from = endsOf(edges, 'source', 'destination', hosts).map(
    ({ ends, others, edges: its }) => ({ edges: its, sources: ends, destinations: others }),
  );
  return from.length < towards.length ? from : towards;
}

type End = 'source' | 'destination';
type Block = { readonly edges: readonly EdgeView[]; readonly ends: Ends; readonly others: Ends };

/** Hosts at `end` that have the same hosts at the `other` end, together. */
function endsOf(edges: readonly EdgeView[], end: End, other: End, hosts: number): readonly Block[] {
  const lines = groups(edges, (edge) => edge[end]);
  const othersOf = (line: readonly EdgeView[]): Ends => {
    const names = unique(line.map((edge) => edge[other]));
    return names.length === hosts - 1 && hosts > 2 ? 'all' : names;
  };
  const alike = groups(lines, (line) => [othersOf(line)].flat().toSorted().join(' '));
  return alike.map((same) => {
    const names = unique(same.flat().map((edge) => edge[end]));
    const others = othersOf(same[0] ?? []);
    const beside = others !== 'all' && others.length === 1 && hosts > 2 ? 1 : 0;
    const isAll = names.length === hosts - beside;
    return { edges: same.flat(), ends: isAll ? 'all' : names, others };
  });
}

function troubleView({ edges, sources, destinations }: Trouble, style: Style): string {
  const [first] = edges;
  if (first === undefined) return '';
  const ports = unique(edges.map(portText)).join(', ');
  const size = edges.length === 1 ? '' : style.dim(` (${count(edges.length, 'edge')})`);
  const where = `${endsText(sources)} → ${endsText(destinations)}`;
  const layer = first.layer === 'unknown' ? '' : `  ${first.layer}`;
  const head = `${painted(first.verdict, first.verdict, style)} ${where}  ${ports}${layer}${size}`;
  const seen = bounded(unique(edges.map(({ reason }) => reason)), most.reasons, 'like this');
  const remedies = unique(edges.flatMap(({ remedy }) => remedy));
  const todo = bounded(remedies, most.remedies, 'to be done, see -o json').map((line, nth) =>
    nth < most.remedies ? `→ ${line}` : line,
  );
  return [head, indent([...seen, ...todo].join('\n'))].join('\n');
}

const endsText = (ends: Ends): string => (ends === 'all' ? 'every host' : some(ends, most.names));

/** The first lines, and one that counts the others. */
const bounded = (lines: readonly string[], first: number, what: string): string[] => [
  ...lines.slice(0, first).map(safe),
  ...(lines.length > first ? [`… and ${lines.length - first} more ${what}`] : []),
];
