import type { CheckCause } from '@muster/api';
import { FleetError } from '@muster/kernel';
import type { OperationState } from '@muster/plan';
import type { Verdict } from '@muster/probe';
import type { Selectable } from 'kysely';
import type { Database, MeshCheckTable } from './schema.js';

export type EdgeCounts = Readonly<Record<Verdict, number>>;

/** One check without its report, which may be megabytes. */
export type StoredCheck = {
  readonly id: string;
  readonly fleet: string | null;
  readonly state: OperationState;
  readonly cause: CheckCause;
  readonly operationId: string | null;
  readonly hosts: readonly string[];
  readonly ports: readonly string[];
  readonly reason: string | null;
  readonly edges: EdgeCounts | null;
  readonly blockers: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

/** How it ended. `report` is gzipped JSON. */
export type CheckEnding =
  | {
      readonly state: 'succeeded';
      readonly edges: EdgeCounts;
      readonly blockers: number;
      readonly report: Uint8Array;
    }
  | { readonly state: 'failed' | 'cancelled'; readonly reason: string };

export type CheckFilter = {
  readonly fleet?: string;
  readonly operationId?: string;
  readonly state?: OperationState;
  readonly limit: number;
};

/** How many checks are kept of each fleet, so that those of the watcher do not push out what somebody asked for. */
const kept = { watch: 50, asked: 100 };
/** Fleets that were never applied have checks too, and names cost nothing. */
const keptInAll = 2_000;

const columns = [
  ...(['id', 'fleet', 'state', 'cause', 'operation_id', 'hosts', 'ports', 'reason'] as const),
  ...(['edges', 'blockers', 'created_at', 'started_at', 'finished_at'] as const),
] as const;

/** Port mesh checks, each with its report. */
export class CheckStore {
  constructor(private readonly db: Database) {}

  async save(check: StoredCheck): Promise<void> {
    const row = {
      id: check.id,
      fleet: check.fleet,
      state: check.state,
      cause: check.cause,
      operation_id: check.operationId,
      hosts: JSON.stringify(check.hosts),
      ports: JSON.stringify(check.ports),
      reason: check.reason,
      edges: check.edges && JSON.stringify(check.edges),
      blockers: check.blockers,
      created_at: check.createdAt,
      started_at: check.startedAt,
      finished_at: check.finishedAt,
    };
    await this.db.insertInto('mesh_check').values(row).execute();
  }

  /** @param ports what is really checked, known only now. */
  async started(id: string, at: string, ports: readonly string[]): Promise<void> {
    const change = { state: 'running', started_at: at, ports: JSON.stringify(ports) };
    await this.db.updateTable('mesh_check').set(change).where('id', '=', id).execute();
  }

  async finished(id: string, at: string, ending: CheckEnding): Promise<void> {
    const change =
      ending.state === 'succeeded'
        ? { ...ending, edges: JSON.stringify(ending.edges) }
        : { ...ending };
    await this.db
      .updateTable('mesh_check')
      .set({ ...change, finished_at: at })
      .where('id', '=', id)
      .execute();
  }

  /** @throws not_found */
  async check(id: string): Promise<StoredCheck> {
    const row = await this.db
      .selectFrom('mesh_check')
      .select(columns)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new FleetError('not_found', `there is no check ${id}`);
    return checkOf(row);
  }

  /** Newest first. */
  async checks(filter: CheckFilter): Promise<readonly StoredCheck[]> {
    let query = this.db.selectFrom('mesh_check').select(columns);
    if (filter.fleet !== undefined) query = query.where('fleet', '=', filter.fleet);
    if (filter.operationId !== undefined)
      query = query.where('operation_id', '=', filter.operationId);
    if (filter.state !== undefined) query = query.where('state', '=', filter.state);
    const rows = await query
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(filter.limit)
      .execute();
    return rows.map(checkOf);
  }

  /** The newest of the fleet that succeeded. */
  async latest(fleet: string): Promise<StoredCheck | undefined> {
    return (await this.checks({ fleet, state: 'succeeded', limit: 1 }))[0];
  }

  /** Gzipped JSON; undefined until the check has succeeded. */
  async report(id: string): Promise<Uint8Array | undefined> {
    const row = await this.db
      .selectFrom('mesh_check')
      .select('report')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.report ?? undefined;
  }

  /** What a coordinator that was stopped or killed left: the witnesses went with their lifetimes, nothing can go on. */
  async abandon(at: string, reason: string): Promise<void> {
    await this.db
      .updateTable('mesh_check')
      .set({ state: 'cancelled', reason, finished_at: at })
      .where('state', 'in', ['pending', 'running'])
      .execute();
  }

  /** Lets go of the oldest: of each fleet the last 50 of the watcher and the last 100 others stay. */
  async prune(fleet: string | null): Promise<void> {
    await this.#keep(fleet, '=', kept.watch);
    await this.#keep(fleet, '!=', kept.asked);
    await this.db
      .deleteFrom('mesh_check')
      .where('id', 'in', (all) =>
        all
          .selectFrom('mesh_check')
          .select('id')
          .where('state', 'not in', ['pending', 'running'])
          .orderBy('created_at', 'desc')
          .limit(-1)
          .offset(keptInAll),
      )
      .execute();
  }

  async #keep(fleet: string | null, isWatch: '=' | '!=', count: number): Promise<void> {
    await this.db
      .deleteFrom('mesh_check')
      .where('id', 'in', (of) =>
        of
          .selectFrom('mesh_check')
          .select('id')
          .where('fleet', 'is', fleet)
          .where('cause', isWatch, 'watch')
          .where('state', 'not in', ['pending', 'running'])
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          // SQLite: a limit of -1 is none.
          .limit(-1)
          .offset(count),
      )
      .execute();
  }
}

// What is parsed here was written by save and finished, from values of these types.
function checkOf(row: Omit<Selectable<MeshCheckTable>, 'report'>): StoredCheck {
  return {
    id: row.id,
    fleet: row.fleet,
    state: row.state as OperationState,
    cause: row.cause as CheckCause,
    operationId: row.operation_id,
    hosts: JSON.parse(row.hosts) as string[],
    ports: JSON.parse(row.ports) as string[],
    reason: row.reason,
    edges: row.edges === null ? null : (JSON.parse(row.edges) as EdgeCounts),
    blockers: row.blockers,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
