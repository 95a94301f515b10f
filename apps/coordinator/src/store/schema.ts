import type { Generated, Kysely } from 'kysely';

// Times are RFC 3339 in UTC; JSON is text. No secret is ever in here.

export type FleetTable = {
  name: string;
  /** The spec that was applied last. */
  spec_digest: string;
  applied_at: string;
  /** Ids of findings that it was applied over, as JSON. */
  accept: Generated<string>;
  /** When an `up` of it last succeeded; null = never yet. */
  up_since: string | null;
};

export type SpecTable = {
  /** `sha256:` and the digest of the text. */
  digest: string;
  fleet: string;
  /** As its author wrote it. */
  text: string;
  created_at: string;
};

export type PlanTable = {
  id: string;
  fleet: string;
  spec_digest: string;
  /** Goal without its spec, as JSON. */
  goal: string;
  steps: string;
  findings: string;
  /** Ids of findings that its author goes on over, as JSON. */
  accept: Generated<string>;
  inventory_revision: number;
  created_at: string;
};

export type OperationTable = {
  id: string;
  fleet: string;
  plan_id: string;
  state: string;
  reason: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
};

export type JournalTable = {
  operation_id: string;
  /** 1, 2, 3 … within the operation. */
  seq: number;
  at: string;
  /** OperationEvent as JSON. */
  event: string;
};

export type MeshCheckTable = {
  id: string;
  /** null = hosts by name, of no fleet in particular. */
  fleet: string | null;
  state: string;
  cause: string;
  operation_id: string | null;
  /** Names, as JSON. */
  hosts: string;
  /** `2377/tcp`, as JSON. */
  ports: string;
  reason: string | null;
  /** How many edges by verdict, as JSON; null until it has succeeded. */
  edges: string | null;
  blockers: number | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** The report as gzipped JSON; null until it has succeeded. */
  report: Uint8Array | null;
};

export type InventoryChangeTable = {
  /** Grows. */
  id: Generated<number>;
  at: string;
  host: string;
  fleet: string | null;
  /** Which table of the inventory; `table` is a word of SQL. */
  of_table: string;
  what: string;
  /** The row as JSON; of one that went, as it was. */
  row: string;
  /** What a changed row said before, where that differs, as JSON. */
  before: string | null;
};

export type VerificationTable = {
  id: string;
  fleet: string;
  /** Docker's id. */
  network_id: string;
  /** Its name then. */
  network: string;
  operation_id: string | null;
  verdict: string;
  encryption: string;
  /** How many by verdict, as JSON. */
  pairs: string;
  started_at: string;
  finished_at: string;
  /** The whole of it as gzipped JSON. */
  report: Uint8Array;
};

export type IdempotencyKeyTable = {
  fleet: string;
  key: string;
  /** Of everything that the request asked for. */
  request_digest: string;
  operation_id: string;
};

export type Schema = {
  fleet: FleetTable;
  spec: SpecTable;
  plan: PlanTable;
  operation: OperationTable;
  journal: JournalTable;
  mesh_check: MeshCheckTable;
  inventory_change: InventoryChangeTable;
  verification: VerificationTable;
  idempotency_key: IdempotencyKeyTable;
};

export type Database = Kysely<Schema>;
