import type { Kysely } from 'kysely';

// Times are RFC 3339 in UTC; JSON is text. No secret is ever in here.

export type FleetTable = {
  name: string;
  /** The spec that was applied last. */
  spec_digest: string;
  applied_at: string;
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

export type Schema = {
  fleet: FleetTable;
  spec: SpecTable;
  plan: PlanTable;
  operation: OperationTable;
  journal: JournalTable;
};

export type Database = Kysely<Schema>;
