import {
  compareHosts,
  hostsOf,
  Page,
  type Position,
  type TableQuery,
  valuesOf,
  type View,
} from '@muster/inventory';
import type { FleetMap } from './fleet-map.js';
import { hashOf, HostIndex } from './host-index.js';
import { Turns } from './turns.js';

export type Snapshot = View & { readonly fleets: FleetMap };

export type ReadOptions = {
  readonly limit: number;
  readonly after: Position | undefined;
  readonly signal: AbortSignal;
};

/**
 * Reads pages of tables out of an inventory. Hosts that cannot have a row of what is asked are passed by; of the others one
 * after the other is looked through, with pauses for whoever else waits for this process.
 */
export class TableReader {
  readonly #index = new HostIndex();
  #order: { readonly of: string; readonly hosts: readonly string[] } | undefined;

  /** @throws the signal's reason. */
  async page(snapshot: Snapshot, query: TableQuery, { limit, after, signal }: ReadOptions) {
    const page = new Page(query, limit, after);
    const turns = new Turns(signal);
    const networks = valuesOf(query.filters, 'network');
    for (const host of this.#hosts(snapshot, query, after)) {
      await turns.next();
      if (!this.#mayHave(snapshot, query, host)) continue;
      for (const row of query.table.rows(snapshot, host, networks)) page.offer(row);
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

  #mayHave(view: View, { table, filters }: TableQuery, host: string): boolean {
    return (table.indexed ?? []).every((column) => {
      const values = valuesOf(filters, column);
      if (values === undefined) return true;
      const hashes = new Set([...values].map((value) => hashOf(column, value)));
      return this.#index.mayHave(table, view, host, hashes);
    });
  }
}
