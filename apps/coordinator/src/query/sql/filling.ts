import type { Row, Table } from '@muster/inventory';
import type { Bounds, EngineProcess } from './engine-process.js';
import { partOf } from './schema.js';

/** Rows of one message: enough to make its way there cheap, few enough to hold nobody up. */
const rowsEach = 2_000;
/** Messages on their way: while one is written in there, the next is made here. */
const mostOnTheWay = 4;

/** Sends the rows of many hosts, many at a time. */
export class Filling {
  #hosts: string[] = [];
  #rows: Row[][];
  #count = 0;
  readonly #onTheWay = new Set<Promise<unknown>>();

  /** @param replaces false: the tables are empty, there is nothing to remove first. */
  constructor(
    private readonly engine: EngineProcess,
    private readonly tables: readonly Table[],
    private readonly replaces: boolean,
    private readonly bounds: Bounds,
  ) {
    this.#rows = tables.map(() => []);
  }

  /** @param rows of this host, a list a table. */
  async add(host: string, rows: readonly (readonly Row[])[]): Promise<void> {
    this.#hosts.push(host);
    for (const [nth, all] of rows.entries()) {
      this.#rows[nth]?.push(...all);
      this.#count += all.length;
    }
    if (this.#count >= rowsEach) await this.#send();
  }

  /** Resolves when everything is in the tables. */
  async end(): Promise<void> {
    if (this.#hosts.length > 0) await this.#send();
    await Promise.all(this.#onTheWay);
  }

  async #send(): Promise<void> {
    const parts = this.tables.map((table, nth) => partOf(table, this.#rows[nth] ?? []));
    const work = { kind: 'replace', hosts: this.replaces ? this.#hosts : [], parts } as const;
    this.#hosts = [];
    this.#rows = this.tables.map(() => []);
    this.#count = 0;
    const sent = this.engine.perform(work, this.bounds).finally(() => this.#onTheWay.delete(sent));
    this.#onTheWay.add(sent);
    // Whoever waits for the others sees its failure, too; until then nobody may miss it.
    sent.catch(() => undefined);
    if (this.#onTheWay.size >= mostOnTheWay) await Promise.race(this.#onTheWay);
  }
}
