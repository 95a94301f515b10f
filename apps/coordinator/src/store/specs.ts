import { createHash } from 'node:crypto';
import { FleetError } from '@muster/kernel';
import { type FleetSpec, parseFleetSpec } from '@muster/spec';
import type { Database } from './schema.js';

export type StoredSpec = {
  readonly digest: string;
  readonly text: string;
  readonly spec: FleetSpec;
};
export type StoredFleet = StoredSpec & { readonly appliedAt: string };

export const digestOf = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Specs as people wrote them, and which of them each fleet has now. */
export class SpecStore {
  constructor(private readonly db: Database) {}

  async save(text: string, fleet: string, now: string): Promise<string> {
    const digest = digestOf(text);
    await this.db
      .insertInto('spec')
      .values({ digest, fleet, text, created_at: now })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute();
    return digest;
  }

  /** @throws not_found; internal when it was stored by a version that allowed more. */
  async get(digest: string): Promise<StoredSpec> {
    const row = await this.db
      .selectFrom('spec')
      .select('text')
      .where('digest', '=', digest)
      .executeTakeFirst();
    if (row === undefined) throw new FleetError('not_found', `no spec ${digest} is stored`);
    const parsed = parseFleetSpec(row.text);
    if (!parsed.ok) throw new FleetError('internal', `stored spec ${digest} is no longer valid`);
    return { digest, text: row.text, spec: parsed.spec };
  }

  /** From now on this is what the fleet shall be. */
  async apply(fleet: string, digest: string, now: string): Promise<void> {
    const values = { name: fleet, spec_digest: digest, applied_at: now };
    await this.db
      .insertInto('fleet')
      .values(values)
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
      .execute();
  }

  /** The fleet is no more; its specs, plans and operations stay readable. */
  async release(fleet: string): Promise<void> {
    await this.db.deleteFrom('fleet').where('name', '=', fleet).execute();
  }

  async fleet(name: string): Promise<StoredFleet | undefined> {
    return (await this.fleets()).find((stored) => stored.spec.fleet === name);
  }

  async fleets(): Promise<readonly StoredFleet[]> {
    const rows = await this.db.selectFrom('fleet').selectAll().orderBy('name').execute();
    return Promise.all(
      rows.map(async (row) => ({
        ...(await this.get(row.spec_digest)),
        appliedAt: row.applied_at,
      })),
    );
  }
}
