import type { Logger } from '@muster/runtime';
import type { Provider } from '@nestjs/common';
import { Tokens } from '../http/tokens.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import { HistoryStore } from '../store/history.js';
import type { Database } from '../store/schema.js';
import type { SpecStore } from '../store/specs.js';
import type { VerificationStore } from '../store/verifications.js';
import { ChangeFeed, type RecordChange } from './changes/change-feed.js';
import { HistoryWriter } from './changes/history-writer.js';
import { FleetMaps } from './fleet-map.js';
import { InventoryViews } from './inventory-views.js';
import { VerificationMaps } from './verification-map.js';
import { SqlQueries } from './sql/sql-queries.js';
import { TableReader } from './table-reader.js';

export type InventoryServices = {
  readonly providers: readonly Provider[];
  readonly history: HistoryStore;
  /** Writes what still waits, and ends the process that answers SQL. */
  stop(): Promise<void>;
};

/** All that answers questions about the inventory. */
export function inventoryServices(
  keeper: InventoryKeeper,
  stores: {
    readonly specs: SpecStore;
    readonly verifications: VerificationStore;
    readonly database: Database;
  },
  log: Logger,
): InventoryServices {
  const maps = new FleetMaps(stores.specs);
  const views = new InventoryViews(keeper, maps, new VerificationMaps(stores.verifications));
  const sql = new SqlQueries(views);
  const feed = new ChangeFeed();
  const history = new HistoryStore(stores.database);
  const writer = new HistoryWriter(history, maps, log);
  const take = (change: RecordChange) => {
    feed.take(change);
  };
  keeper.events.on('changed', take);
  writer.follow(feed);
  const stop = async () => {
    // That sessions end with the coordinator says nothing of the hosts.
    keeper.events.off('changed', take);
    await sql.stop();
    await feed.settled();
    await writer.flush();
  };
  const providers = [
    { provide: Tokens.InventoryViews, useValue: views },
    { provide: Tokens.TableReader, useValue: new TableReader() },
    { provide: Tokens.SqlQueries, useValue: sql },
    { provide: Tokens.ChangeFeed, useValue: feed },
    { provide: Tokens.HistoryStore, useValue: history },
    { provide: Tokens.HistoryWriter, useValue: writer },
  ];
  return { providers, history, stop };
}
