import { createHash } from 'node:crypto';
import { FleetError } from '@muster/kernel';
import { type FleetSpec, parseFleetSpec } from '@muster/spec';
import type { Selectable } from 'kysely';
import type { Database, FleetTable } from './schema.js';

export type StoredSpec = {
  readonly digest: string;
  readonly text: string;
  readonly spec: FleetSpec;
};

/** A fleet as the store knows it, whether or not this version still understands its spec. */
export type FleetRecord = {
  readonly fleet: string;
  readonly digest: string;
  readonly appliedAt: string;
  /** Ids of findings that it was applied over. */
  readonly accept: readonly string[];
  /** When an `up` of it last succeeded. */
  readonly upSince?: string;
};

export type StoredFleet = StoredSpec & FleetRecord;
/** A fleet whose spec was stored by a version that allowed more. */
export type OutdatedFleet = FleetRecord & { readonly problem: string };

export const digestOf = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Keeps the text, once however often it is saved. Joins the transaction that it is given. */
export async function saveSpec(
  db: Database,
  spec: { readonly text: string; readonly fleet: string; readonly createdAt: string },
): Promise<string> {
  const digest = digestOf(spec.text);
  const { text, fleet, createdAt } = spec;
  await db
    .insertInto('spec')
    .values({ digest, fleet, text, created_at: createdAt })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
  return digest;
}

/** Of so many specs what they say is kept: reading one of many hosts takes longer than making a network. */
const mostRead = 64;

/** Specs as people wrote them, and which of them each fleet has now. */
export class SpecStore {
  /** By digest: what a text says never changes. */
  readonly #read = new Map<string, StoredSpec>();

  constructor(private readonly db: Database) {}

  save(text: string, fleet: string, createdAt: string): Promise<string> {
    return saveSpec(this.db, { text, fleet, createdAt });
  }

  /** @throws not_found; precondition when it was stored by a version that allowed more. */
  async get(digest: string): Promise<StoredSpec> {
    const known = this.#read.get(digest);
    if (known !== undefined) return known;
    const row = await this.db
      .selectFrom('spec')
      .select(['text', 'fleet'])
      .where('digest', '=', digest)
      .executeTakeFirst();
    if (row === undefined) throw new FleetError('not_found', `no spec ${digest} is stored`);
    const parsed = parseFleetSpec(row.text);
    if (parsed.ok) {
      if (this.#read.size >= mostRead) this.#read.clear();
      const read = { digest, text: row.text, spec: parsed.spec };
      this.#read.set(digest, read);
      return read;
    }
    const refusals = parsed.findings.map(({ message }) => message).join('; ');
    throw new FleetError(
      'precondition',
      `the stored spec of fleet ${row.fleet} (${digest}) is not valid for this version: ${refusals}. Correct it and apply it with muster up`,
    );
  }

  /** From now on this is what the fleet shall be. @param accept ids of findings that it is applied over. */
  async apply(
    fleet: string,
    digest: string,
    now: string,
    accept: readonly string[] = [],
  ): Promise<void> {
    const applied = { spec_digest: digest, applied_at: now, accept: JSON.stringify(accept) };
    await this.db
      .insertInto('fleet')
      .values({ name: fleet, ...applied })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(applied))
      .execute();
  }

  /** It is as its spec says. */
  async up(fleet: string, now: string): Promise<void> {
    await this.db.updateTable('fleet').set({ up_since: now }).where('name', '=', fleet).execute();
  }

  /** The fleet is no more; its specs, plans and operations stay readable. */
  async release(fleet: string): Promise<void> {
    await this.db.deleteFrom('fleet').where('name', '=', fleet).execute();
  }

  /** @throws precondition when its spec was stored by a version that allowed more. */
  async fleet(name: string): Promise<StoredFleet | undefined> {
    const row = await this.db
      .selectFrom('fleet')
      .selectAll()
      .where('name', '=', name)
      .executeTakeFirst();
    return row && { ...recordOf(row), ...(await this.get(row.spec_digest)) };
  }

  /** What `fleets` says changes only when this does. */
  async digests(): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('fleet')
      .select(['name', 'spec_digest'])
      .orderBy('name')
      .execute();
    return rows.map(({ name, spec_digest }) => `${name} ${spec_digest}`);
  }

  /** Those whose specs this version understands, by name. */
  async fleets(): Promise<readonly StoredFleet[]> {
    return (await this.all()).flatMap((fleet) => ('problem' in fleet ? [] : [fleet]));
  }

  /** All of them, by name. */
  async all(): Promise<readonly (StoredFleet | OutdatedFleet)[]> {
    const rows = await this.db.selectFrom('fleet').selectAll().orderBy('name').execute();
    return Promise.all(
      rows.map(async (row) => {
        const record = recordOf(row);
        try {
          return { ...record, ...(await this.get(row.spec_digest)) };
        } catch (thrown) {
          const { code, message } = FleetError.from(thrown);
          if (code !== 'precondition') throw thrown;
          return { ...record, problem: message };
        }
      }),
    );
  }
}

function recordOf(row: Selectable<FleetTable>): FleetRecord {
  return {
    fleet: row.name,
    digest: row.spec_digest,
    appliedAt: row.applied_at,
    accept: JSON.parse(row.accept) as string[],
    ...(row.up_since !== null && { upSince: row.up_since }),
  };
}
