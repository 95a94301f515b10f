import type { Inventory, LatestVerification } from '@muster/inventory';
import type { Snapshot } from '../../table-reader.js';
import { type SqlAnswer, SqlQueries, type SqlQuery } from '../sql-queries.js';

const fleets = { fleetOf: () => 'lab', named: ['named-only'], version: 1 };
const never = new AbortController().signal;

/** Queries over an inventory, and a host that was never seen. */
export class SqlStand {
  constructor(public inventory: Inventory) {}

  #verified = 0;
  readonly #verifications = new Map<string, LatestVerification>();

  readonly queries = new SqlQueries({ now: () => Promise.resolve(this.snapshot) });

  get snapshot(): Snapshot {
    const verifications = new Map(this.#verifications);
    return {
      inventory: this.inventory,
      fleetOf: fleets.fleetOf,
      verificationOf: (networkId) => verifications.get(networkId),
      fleets,
      version: String(this.#verified),
    };
  }

  /** The network has been verified; the inventory is as it was. */
  verify(networkId: string, found: LatestVerification): void {
    this.#verifications.set(networkId, found);
    this.#verified += 1;
  }

  ask(sql: string, more: Partial<SqlQuery> = {}): Promise<SqlAnswer> {
    const query = { sql, parameters: [], maxRows: 1_000, timeMs: 3_000, ...more };
    return this.queries.query(query, never);
  }

  async rows(sql: string): Promise<SqlAnswer['rows']> {
    return (await this.ask(sql)).rows;
  }

  /** The code that it is refused with. */
  async faultOf(sql: string, more: Partial<SqlQuery> = {}): Promise<string> {
    try {
      const answer = await this.ask(sql, more);
      return `answered ${JSON.stringify(answer).slice(0, 200)}`;
    } catch (thrown) {
      return (thrown as { code: string }).code;
    }
  }
}
