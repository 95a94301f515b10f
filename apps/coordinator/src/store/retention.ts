import type { Database } from './schema.js';

/** Of each fleet this many operations that have ended stay, with their plans and journals. */
const keptOperations = 200;
/** And this many plans that nobody ran. */
const keptPlans = 200;

/** What is kept of the past: enough to look back, and bounded. */
export class Retention {
  constructor(private readonly db: Database) {}

  /** Lets go of the oldest ended operations of the fleet, of plans that nobody ran, and of specs that nothing needs. */
  async prune(fleet: string): Promise<void> {
    await this.db.transaction().execute(async (trx) => {
      const old = await trx
        .selectFrom('operation')
        .select(['id', 'plan_id'])
        .where('fleet', '=', fleet)
        .where('state', 'not in', ['pending', 'running'])
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        // SQLite: a limit of -1 is none.
        .limit(-1)
        .offset(keptOperations)
        .execute();
      const ids = old.map(({ id }) => id);
      await trx.deleteFrom('journal').where('operation_id', 'in', ids).execute();
      await trx.deleteFrom('idempotency_key').where('operation_id', 'in', ids).execute();
      await trx.deleteFrom('operation').where('id', 'in', ids).execute();
      await trx
        .deleteFrom('plan')
        .where(
          'id',
          'in',
          old.map(({ plan_id }) => plan_id),
        )
        .where('id', 'not in', (run) => run.selectFrom('operation').select('plan_id'))
        .execute();
      await prunePlans(trx, fleet);
      await pruneSpecs(trx, fleet);
    });
  }

  /** All fleets that there ever were. */
  async pruneAll(): Promise<void> {
    const fleets = await this.db.selectFrom('plan').select('fleet').distinct().execute();
    for (const { fleet } of fleets) await this.prune(fleet);
  }
}

async function prunePlans(trx: Database, fleet: string): Promise<void> {
  await trx
    .deleteFrom('plan')
    .where('id', 'in', (plans) =>
      plans
        .selectFrom('plan')
        .select('plan.id')
        .where('plan.fleet', '=', fleet)
        .where('plan.id', 'not in', (run) => run.selectFrom('operation').select('plan_id'))
        .orderBy('plan.created_at', 'desc')
        .limit(-1)
        .offset(keptPlans),
    )
    .execute();
}

async function pruneSpecs(trx: Database, fleet: string): Promise<void> {
  await trx
    .deleteFrom('spec')
    .where('spec.fleet', '=', fleet)
    .where('digest', 'not in', (needed) =>
      needed
        .selectFrom('plan')
        .select('spec_digest')
        .union(needed.selectFrom('fleet').select('spec_digest')),
    )
    .execute();
}
