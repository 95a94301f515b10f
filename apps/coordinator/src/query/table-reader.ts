import {
  cellTest,
  compareHosts,
  hostsOf,
  type NetworkFact,
  type Only,
  Page,
  type Position,
  type Table,
  type TableQuery,
  valuesOf,
  type View,
} from '@muster/inventory';
import type { FleetMap } from './fleet-map.js';
import { HostIndex } from './host-index.js';
import { Turns } from './turns.js';

export type Snapshot = View & {
  readonly fleets: FleetMap;
  /** Another one whenever the rows may be other ones at the same revision of the inventory. */
  readonly version: string;
};

export type ReadOptions = {
  readonly limit: number;
  readonly after: Position | undefined;
  readonly signal: AbortSignal;
};

type MayHave = (host: string) => boolean;

/**
 * Reads pages of tables out of an inventory. Hosts that cannot have a row of what is asked are passed by; of the others one
 * after the other is looked through, with pauses for whoever else waits for this process.
 */
export class TableReader {
  readonly #indexes = new Map<Table, HostIndex>();
  #order: { readonly of: string; readonly hosts: readonly string[] } | undefined;

  /** @throws the signal's reason. */
  async page(snapshot: Snapshot, query: TableQuery, { limit, after, signal }: ReadOptions) {
    const page = new Page(query, limit, after);
    const turns = new Turns(signal);
    const mayHave = this.#ruling(snapshot, query);
    const only = networkFilter(query);
    for (const host of this.#hosts(snapshot, query, after)) {
      if (turns.due) await turns.next();
      if (!mayHave(host)) continue;
      for (const row of query.table.rows(snapshot, host, only)) page.offer(row);
      if (query.natural && page.full) break;
    }
    return page.end();
  }

  /** In their order; from the one on that a page in that order goes on with. */
  #hosts(snapshot: Snapshot, query: TableQuery, after: Position | undefined): readonly string[] {
    const fleets = valuesOf(query.filters, 'fleet');
    const named = valuesOf(query.filters, 'host');
    const from = query.natural ? (after?.[0] as string | undefined) : undefined;
    return this.#sorted(snapshot).filter(
      (host) =>
        (named === undefined || named.has(host)) &&
        (fleets === undefined || fleets.has(snapshot.fleetOf(host) ?? '')) &&
        (from === undefined || compareHosts(host, from) >= 0),
    );
  }

  /** Sorting thousands of names takes longer than a page may, and they seldom change. */
  #sorted(snapshot: Snapshot): readonly string[] {
    const hosts = hostsOf(snapshot, snapshot.fleets.named);
    const of = hosts.join();
    if (this.#order?.of !== of) this.#order = { of, hosts: hosts.toSorted(compareHosts) };
    return this.#order.hosts;
  }

  #ruling(view: View, { table, filters }: TableQuery): MayHave {
    if (table.index === undefined) return () => true;
    const index = this.#indexes.get(table) ?? new HostIndex(table.index);
    this.#indexes.set(table, index);
    const wanted = table.index.columns.flatMap((column) => {
      const values = valuesOf(filters, column);
      return values === undefined ? [] : [[...values].map((value) => index.hashOf(column, value))];
    });
    return (host) => wanted.every((hashes) => index.mayHave(view, host, hashes));
  }
}

/** Columns that say of a row what its network says. */
const ofNetwork: Readonly<Record<string, (network: NetworkFact) => string>> = {
  network: ({ name }) => name,
  networkId: ({ id }) => id,
  driver: ({ driver }) => driver,
  scope: ({ scope }) => scope,
};

/** What can be said of a row by its network alone need not be looked for in each of its rows. */
function networkFilter({ table, filters }: TableQuery): Only | undefined {
  if (!('network' in table.columns && 'scope' in table.columns)) return undefined;
  const tests = filters.flatMap((filter) => {
    const read = ofNetwork[filter.column];
    return read === undefined ? [] : [{ read, holds: cellTest(filter, 'text') }];
  });
  if (tests.length === 0) return undefined;
  return (network) => tests.every(({ read, holds }) => holds(read(network)));
}
