import type { Database } from './schema.js';

export type StoredKey = {
  readonly fleet: string;
  readonly key: string;
  /** Of everything that the request asked for. */
  readonly requestDigest: string;
  readonly operationId: string;
};

/** Idempotency keys. One goes with its operation, of which a bounded number is kept. */
export class IdempotencyStore {
  constructor(private readonly db: Database) {}

  async find(fleet: string, key: string): Promise<StoredKey | undefined> {
    const row = await this.db
      .selectFrom('idempotency_key')
      .selectAll()
      .where('fleet', '=', fleet)
      .where('key', '=', key)
      .executeTakeFirst();
    return row && { fleet, key, requestDigest: row.request_digest, operationId: row.operation_id };
  }

  async save({ fleet, key, requestDigest, operationId }: StoredKey): Promise<void> {
    const row = { fleet, key, request_digest: requestDigest, operation_id: operationId };
    await this.db.insertInto('idempotency_key').values(row).execute();
  }
}
