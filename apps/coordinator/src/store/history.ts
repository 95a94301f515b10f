import type { RowChange, TableName } from '@muster/inventory';
import type { Insertable, Selectable } from 'kysely';
import type { Database, InventoryChangeTable } from './schema.js';

/** Something that changed on a host. */
export type HistoryEntry = RowChange & {
  readonly at: string;
  readonly host: string;
  readonly fleet: string | null;
};

export type StoredEntry = HistoryEntry & { readonly id: number };

export type HistoryFilter = {
  /** RFC 3339, inclusive. */
  readonly since?: string;
  readonly until?: string;
  readonly host?: string;
  readonly fleet?: string;
  readonly table?: TableName;
  /** Only entries that are older than this one. */
  readonly beforeId?: number;
  readonly limit: number;
};

export type HistoryBounds = { readonly entries: number; readonly days: number };

const usualBounds: HistoryBounds = { entries: 100_000, days: 30 };
const dayMs = 24 * 3_600_000;

/** What changed in the inventory: the newest entries, as many as are kept. */
export class HistoryStore {
  constructor(
    private readonly db: Database,
    private readonly bounds: HistoryBounds = usualBounds,
  ) {}

  /** All of them or none. */
  async append(entries: readonly HistoryEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.db.insertInto('inventory_change').values(entries.map(rowOf)).execute();
  }

  /** Newest first. */
  async entries(filter: HistoryFilter): Promise<readonly StoredEntry[]> {
    const { since, until, host, fleet, table, beforeId, limit } = filter;
    let query = this.db.selectFrom('inventory_change').selectAll();
    if (since !== undefined) query = query.where('at', '>=', since);
    if (until !== undefined) query = query.where('at', '<=', until);
    if (host !== undefined) query = query.where('host', '=', host);
    if (fleet !== undefined) query = query.where('fleet', '=', fleet);
    if (table !== undefined) query = query.where('of_table', '=', table);
    if (beforeId !== undefined) query = query.where('id', '<', beforeId);
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return rows.map(entryOf);
  }

  /** Lets go of what is too old, and of the oldest where there are too many. */
  async prune(nowMs: number): Promise<void> {
    const { entries, days } = this.bounds;
    const oldest = new Date(nowMs - days * dayMs).toISOString();
    await this.db.deleteFrom('inventory_change').where('at', '<', oldest).execute();
    const surplus = await this.db
      .selectFrom('inventory_change')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .offset(entries)
      .executeTakeFirst();
    if (surplus === undefined) return;
    await this.db.deleteFrom('inventory_change').where('id', '<=', surplus.id).execute();
  }
}

const rowOf = (entry: HistoryEntry): Insertable<InventoryChangeTable> => ({
  at: entry.at,
  host: entry.host,
  fleet: entry.fleet,
  of_table: entry.table,
  what: entry.what,
  row: JSON.stringify(entry.row),
  before: entry.before === undefined ? null : JSON.stringify(entry.before),
});

// What is parsed here was written by `append`.
const entryOf = (stored: Selectable<InventoryChangeTable>): StoredEntry => ({
  id: stored.id,
  at: stored.at,
  host: stored.host,
  fleet: stored.fleet,
  table: stored.of_table as TableName,
  what: stored.what as RowChange['what'],
  row: JSON.parse(stored.row) as RowChange['row'],
  ...(stored.before !== null && { before: JSON.parse(stored.before) as RowChange['row'] }),
});
