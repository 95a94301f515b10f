import { EventEmitter } from 'node:events';
import type { FactSection, HostRecord, Inventory } from '@muster/inventory';
import { emptyInventory } from '@muster/inventory';

/** `connection`: the host's agent came or went. */
export type ChangedSection = FactSection | 'connection';

/** One host's record became another. */
export type InventoryChange = {
  /** Of the inventory with this change: each change has its own, and they grow. */
  readonly revision: number;
  readonly host: string;
  /** Absent: the host was never seen before. */
  readonly before?: HostRecord;
  /** What did not change is the same objects as before. */
  readonly after: HostRecord;
  /** Empty where a look found everything as it was, and only when it was seen is new. */
  readonly sections: readonly ChangedSection[];
};

export type InventoryEvents = { changed: [change: InventoryChange] };

/** The record of every host, and who wants to know of changes. */
export class HostRecords {
  readonly events = new EventEmitter<InventoryEvents>();
  readonly #records = new Map<string, HostRecord>();
  #revision = emptyInventory.revision;
  #inventory: Inventory | undefined = emptyInventory;

  /** Made when it is asked for: thousands of hosts may report before anybody does. */
  get inventory(): Inventory {
    this.#inventory ??= { revision: this.#revision, hosts: Object.fromEntries(this.#records) };
    return this.#inventory;
  }

  get(host: string): HostRecord | undefined {
    return this.#records.get(host);
  }

  put(after: HostRecord, sections: readonly ChangedSection[]): void {
    const { host } = after;
    const before = this.#records.get(host);
    this.#records.set(host, after);
    this.#revision += 1;
    this.#inventory = undefined;
    const revision = this.#revision;
    this.events.emit('changed', { revision, host, after, sections, ...(before && { before }) });
  }
}
