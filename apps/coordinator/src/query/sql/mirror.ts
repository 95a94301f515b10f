import { hostsOf, type HostRecord, type Row, type Table, tables } from '@muster/inventory';
import type { Snapshot } from '../table-reader.js';
import { Turns } from '../turns.js';
import type { Bounds, EngineProcess } from './engine-process.js';
import {
  indexStatements,
  originTable,
  originWidth,
  ownColumns,
  rowsTable,
  tableStatements,
  valueOf,
} from './schema.js';
import type { Value } from './sql-engine.js';

type Sent = { readonly docker: unknown; readonly machine: unknown };

const localTables = Object.values<Table>(tables).filter(({ local }) => local);
const wideTables = Object.values<Table>(tables).filter(({ local }) => !local);

/** Of one piece of filling in. Rows of ours do not run wild; a process that hangs must not hang us. */
const bounds: Bounds = { timeMs: 60_000, memoryBytes: Number.MAX_SAFE_INTEGER };

/** Keeps the tables of one SQL process as the inventory has them: of a host that has changed, its rows are replaced. */
export class Mirror {
  readonly #sent = new Map<string, Sent>();
  #revision = -1;
  #fleets = -1;
  #ready = false;

  constructor(private readonly engine: EngineProcess) {}

  /** Brings the tables to the snapshot. @throws unavailable when the process is gone. */
  async follow(snapshot: Snapshot): Promise<void> {
    const { revision } = snapshot.inventory;
    if (this.#ready && revision === this.#revision && snapshot.fleets.version === this.#fleets)
      return;
    if (!this.#ready) await this.#run(tableStatements());
    const turns = new Turns(new AbortController().signal);
    const hosts = hostsOf(snapshot, snapshot.fleets.named);
    for (const host of new Set([...hosts, ...this.#sent.keys()])) {
      await turns.next();
      await this.#host(snapshot, host);
    }
    await this.#origins(snapshot, hosts);
    for (const table of wideTables) await this.#wide(snapshot, table, hosts, turns);
    if (!this.#ready) await this.#run(indexStatements());
    this.#ready = true;
    this.#revision = revision;
    this.#fleets = snapshot.fleets.version;
  }

  /** The facts of a look are never changed: the same object says the same. */
  async #host(snapshot: Snapshot, host: string): Promise<void> {
    const now = sentOf(snapshot.inventory.hosts[host]);
    const before = this.#sent.get(host);
    if (before?.docker === now.docker && before?.machine === now.machine) return;
    for (const table of localTables) await this.#replace(table, host, table.rows(snapshot, host));
    this.#sent.set(host, now);
  }

  async #wide(
    snapshot: Snapshot,
    table: Table,
    hosts: readonly string[],
    turns: Turns,
  ): Promise<void> {
    const rows: Row[] = [];
    for (const host of hosts) {
      await turns.next();
      rows.push(...table.rows(snapshot, host));
    }
    await this.#replace(table, null, rows);
  }

  async #replace(table: Table, host: string | null, rows: readonly Row[]): Promise<void> {
    const columns = ownColumns(table);
    await this.#fill(
      { table: rowsTable(table), host, width: columns.length },
      rows.map((row) => columns.map((column) => valueOf(row[column]))),
    );
  }

  async #origins(snapshot: Snapshot, hosts: readonly string[]): Promise<void> {
    const rows = hosts.map((host) => {
      const record = snapshot.inventory.hosts[host];
      const stale = record?.connected === true ? 0 : 1;
      return [host, snapshot.fleetOf(host), record?.facts?.observedAt ?? null, stale];
    });
    await this.#fill({ table: originTable, host: null, width: originWidth }, rows);
  }

  async #fill(
    where: { readonly table: string; readonly host: string | null; readonly width: number },
    rows: readonly (readonly Value[])[],
  ): Promise<void> {
    await this.engine.perform({ kind: 'replace', ...where, rows }, bounds);
  }

  async #run(sql: readonly string[]): Promise<void> {
    await this.engine.perform({ kind: 'run', sql }, bounds);
  }
}

const sentOf = (record: HostRecord | undefined): Sent => ({
  docker: record?.facts?.docker,
  machine: record?.facts?.machine,
});
