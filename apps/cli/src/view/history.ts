import type { HistoryEntryView } from '@muster/api';
import { plain } from '../text/csv.js';
import type { Style } from '../text/style.js';
import { table } from '../text/table.js';
import { safe } from '../text/text.js';
import { age } from '../text/time.js';

/** One line a change. */
export function historyView(
  entries: readonly HistoryEntryView[],
  nowMs: number,
  style: Style,
): string {
  if (entries.length === 0) return 'Nothing was seen to change in that time.';
  const words = { added: style.good, removed: style.bad, changed: style.warn };
  const rows = entries.map((entry) => [
    age(entry.at, nowMs),
    safe(entry.host),
    words[entry.what](entry.what),
    safe(entry.table),
    subjectOf(entry),
    detailOf(entry),
  ]);
  return table(['WHEN', 'HOST', 'WHAT', 'TABLE', 'OF', 'DETAIL'], rows);
}

/** What a row is about, by the table that it is of. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  hosts: ['host'],
  networks: ['network'],
  subnets: ['network', 'subnet'],
  endpoints: ['network', 'container'],
  orphans: ['network', 'endpoint'],
  peers: ['network', 'address'],
  nodes: ['hostname'],
  services: ['service'],
  serviceNetworks: ['service', 'network'],
  interfaces: ['interface'],
  addresses: ['interface', 'address'],
  routes: ['destination', 'interface'],
  capabilities: ['capability'],
};

const subjectOf = ({ table: name, row }: HistoryEntryView): string =>
  (subjects[name] ?? []).map((column) => safe(plain(row[column])) || '?').join(' ');

/** Of what came, what there is to know; of a change, from what to what. */
function detailOf({ row, before }: HistoryEntryView): string {
  if (before === undefined)
    return ['driver', 'ipv4', 'image', 'state']
      .map((column) => safe(plain(row[column])))
      .filter((text) => text !== '')
      .join(' ');
  return Object.entries(before)
    .map(([column, was]) => `${safe(column)}: ${shown(was)} → ${shown(row[column])}`)
    .join('; ');
}

const shown = (cell: unknown): string => safe(plain(cell)) || 'none';
