import { hostsOf, type HostRecord, type Row, type Table, tables } from '@muster/inventory';
import type { Snapshot } from '../table-reader.js';
import { Turns } from '../turns.js';
import type { Bounds, EngineProcess } from './engine-process.js';
import { Filling } from './filling.js';
import { indexStatements, originTable, originWidth, partOf, tableStatements } from './schema.js';

type Sent = { readonly docker: unknown; readonly machine: unknown; readonly connected: unknown };

const localTables = Object.values<Table>(tables).filter(({ local }) => local);
const wideTables = Object.values<Table>(tables).filter(({ local }) => !local);

/** Of one piece of work. Rows of ours do not run wild; a process that hangs must not hang us. */
const bounds: Bounds = { timeMs: 120_000, memoryBytes: Number.MAX_SAFE_INTEGER };

/** Keeps the tables of one SQL process as the inventory has them: of a host that has changed, its rows are replaced. */
export class Mirror {
  readonly #sent = new Map<string, Sent>();
  #revision = -1;
  #version: string | undefined;
  #ready = false;

  constructor(private readonly engine: EngineProcess) {}

  /** Brings the tables to the snapshot. @throws unavailable when the process is gone. */
  async follow(snapshot: Snapshot): Promise<void> {
    const { revision } = snapshot.inventory;
    const isSameVersion = snapshot.version === this.#version;
    if (this.#ready && revision === this.#revision && isSameVersion) return;
    if (!this.#ready) await this.#run(tableStatements());
    const turns = new Turns(new AbortController().signal);
    const hosts = hostsOf(snapshot, snapshot.fleets.named);
    const hasChanged = await this.#locals(snapshot, hosts, turns);
    // A look that found nothing new says only when it was.
    const same = this.#ready && !hasChanged && isSameVersion;
    await this.#wides(snapshot, hosts, { turns, of: same ? [tables.hosts] : wideTables });
    if (!this.#ready) await this.#run(indexStatements());
    this.#ready = true;
    this.#revision = revision;
    this.#version = snapshot.version;
  }

  /**
   * The facts of a look are never changed: the same object says the same.
   * @returns whether anything was not the same.
   */
  async #locals(snapshot: Snapshot, hosts: readonly string[], turns: Turns): Promise<boolean> {
    let hasChanged = false;
    const filling = new Filling(this.engine, localTables, this.#ready, bounds);
    for (const host of new Set([...hosts, ...this.#sent.keys()])) {
      if (turns.due) await turns.next();
      const now = sentOf(snapshot.inventory.hosts[host]);
      const before = this.#sent.get(host);
      this.#sent.set(host, now);
      hasChanged ||= before?.connected !== now.connected;
      if (before?.docker === now.docker && before?.machine === now.machine) continue;
      hasChanged = true;
      await filling.add(
        host,
        localTables.map((table) => table.rows(snapshot, host)),
      );
    }
    await filling.end();
    return hasChanged;
  }

  /** What follows from several hosts together is made anew, whole. */
  async #wides(
    snapshot: Snapshot,
    hosts: readonly string[],
    { turns, of }: { readonly turns: Turns; readonly of: readonly Table[] },
  ): Promise<void> {
    const rows = new Map(of.map((table) => [table, [] as Row[]]));
    for (const host of hosts) {
      if (turns.due) await turns.next();
      for (const [table, all] of rows) all.push(...table.rows(snapshot, host));
    }
    const parts = [...rows].map(([table, all]) => partOf(table, all));
    const origins = { table: originTable, width: originWidth, rows: originsOf(snapshot, hosts) };
    const work = { kind: 'replace', hosts: null, parts: [origins, ...parts] } as const;
    await this.engine.perform(work, bounds);
  }

  async #run(sql: readonly string[]): Promise<void> {
    await this.engine.perform({ kind: 'run', sql }, bounds);
  }
}

const originsOf = (snapshot: Snapshot, hosts: readonly string[]) =>
  hosts.map((host) => {
    const record = snapshot.inventory.hosts[host];
    const stale = record?.connected === true ? 0 : 1;
    return [host, snapshot.fleetOf(host), record?.facts?.observedAt ?? null, stale];
  });

const sentOf = (record: HostRecord | undefined): Sent => ({
  docker: record?.facts?.docker,
  machine: record?.facts?.machine,
  connected: record?.connected,
});
