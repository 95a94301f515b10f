import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { VerificationSummary, VerificationView } from '@muster/api';
import type { Verified } from '@muster/plan';
import type { Selectable } from 'kysely';
import type { Database, VerificationTable } from './schema.js';

/** Of each network this many stay. */
const keptOfEach = 50;
/** And of each fleet this many, so that networks which come and go leave no more than that. */
const keptOfFleet = 2_000;

const columns = [
  ...(['id', 'fleet', 'network_id', 'network', 'operation_id', 'verdict'] as const),
  ...(['encryption', 'pairs', 'started_at', 'finished_at'] as const),
] as const;

/** What verifications found. A network is what Docker's id names: one made anew under a name has none of the old one's. */
export class VerificationStore {
  #version = 0;

  constructor(private readonly db: Database) {}

  /** Grows with every verification that is saved, from nought in each life of this process: no other one writes. */
  get version(): number {
    return this.#version;
  }

  async save(fleet: string, summary: VerificationSummary, report: VerificationView): Promise<void> {
    const packed = await promisify(gzip)(JSON.stringify(report));
    try {
      await this.#insert(fleet, summary, packed);
      await this.#prune(fleet, summary.networkId);
    } finally {
      // Also when only half of that was done.
      this.#version += 1;
    }
  }

  /** The newest of each of the fleet's networks, by Docker's id. */
  latestOf(fleet: string): Promise<ReadonlyMap<string, VerificationSummary>> {
    return this.#latest(fleet);
  }

  /** The newest of each network of any fleet, by Docker's id. */
  latest(): Promise<ReadonlyMap<string, VerificationSummary>> {
    return this.#latest(undefined);
  }

  /** As plans need to know it. */
  async verified(fleet: string): Promise<Verified> {
    const latest = [...(await this.latestOf(fleet)).values()];
    return Object.fromEntries(
      latest.map(({ networkId, verdict, startedAt }) => [networkId, { verdict, at: startedAt }]),
    );
  }

  /** The newest first. */
  async history(fleet: string, networkId: string): Promise<readonly VerificationSummary[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select(columns)
      .where('fleet', '=', fleet)
      .where('network_id', '=', networkId)
      .orderBy('started_at', 'desc')
      .limit(keptOfEach)
      .execute();
    return rows.map(summaryOf);
  }

  async report(id: string): Promise<VerificationView | undefined> {
    const row = await this.db
      .selectFrom('verification')
      .select('report')
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const text = (await promisify(gunzip)(row.report)).toString('utf8');
    // It was written by save, from a value of this type.
    return JSON.parse(text) as VerificationView;
  }

  async #insert(fleet: string, summary: VerificationSummary, report: Uint8Array): Promise<void> {
    await this.db
      .insertInto('verification')
      .values({
        ...{ id: summary.id, fleet, network_id: summary.networkId, network: summary.network },
        ...{ operation_id: summary.operationId, verdict: summary.verdict, report },
        ...{ encryption: summary.encryption, pairs: JSON.stringify(summary.pairs) },
        ...{ started_at: summary.startedAt, finished_at: summary.finishedAt },
      })
      .execute();
  }

  async #latest(fleet: string | undefined): Promise<ReadonlyMap<string, VerificationSummary>> {
    const rows = await this.db
      .selectFrom('verification')
      .select(columns)
      .$if(fleet !== undefined, (some) => some.where('fleet', '=', fleet ?? ''))
      .orderBy('started_at', 'asc')
      .execute();
    // The later of the same network replaces the earlier.
    return new Map(rows.map((row) => [row.network_id, summaryOf(row)]));
  }

  async #prune(fleet: string, networkId: string): Promise<void> {
    await this.#keep(fleet, networkId, keptOfEach);
    await this.#keep(fleet, undefined, keptOfFleet);
  }

  async #keep(fleet: string, networkId: string | undefined, count: number): Promise<void> {
    await this.db
      .deleteFrom('verification')
      .where('id', 'in', (of) =>
        of
          .selectFrom('verification')
          .select('id')
          .where('fleet', '=', fleet)
          .$if(networkId !== undefined, (some) => some.where('network_id', '=', networkId ?? ''))
          .orderBy('started_at', 'desc')
          // SQLite: a limit of -1 is none.
          .limit(-1)
          .offset(count),
      )
      .execute();
  }
}

type Row = Omit<Selectable<VerificationTable>, 'report'>;

// What is parsed here was written by save, from values of these types.
const summaryOf = (row: Row): VerificationSummary => ({
  ...{ id: row.id, network: row.network, networkId: row.network_id },
  operationId: row.operation_id,
  verdict: row.verdict as VerificationSummary['verdict'],
  encryption: row.encryption as VerificationSummary['encryption'],
  pairs: JSON.parse(row.pairs) as VerificationSummary['pairs'],
  ...{ startedAt: row.started_at, finishedAt: row.finished_at },
});
