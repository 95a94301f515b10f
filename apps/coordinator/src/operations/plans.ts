import { randomUUID } from 'node:crypto';
import { FleetError, type Finding } from '@muster/kernel';
import { type Goal, planFor } from '@muster/plan';
import type { PathMtus } from '../checks/path-mtus.js';
import type { PortGate } from '../checks/port-gate.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { Draft, OperationStore, StoredGoal, StoredPlan } from '../store/operations.js';
import { digestOf, type SpecStore, type StoredFleet } from '../store/specs.js';
import type { VerificationStore } from '../store/verifications.js';
import { claims } from './claims.js';

/**
 * What a plan was made from counts for so long: a check of the ports of many hosts comes between it and the start, and each
 * step looks for itself before it changes a host. Milliseconds.
 */
export const planLookMs = 15_000;

export type PlansDeps = {
  readonly keeper: InventoryKeeper;
  readonly operations: OperationStore;
  readonly specs: SpecStore;
  readonly gate: PortGate;
  readonly verifications: Pick<VerificationStore, 'verified'>;
  readonly paths: PathMtus;
};

export type Wanted = {
  readonly goal: Goal;
  /** As its author wrote it. */
  readonly specText: string;
  /** Ids of findings to go on over. */
  readonly accept?: readonly string[];
};

/** Makes plans: look, compare, prove the ports that it depends on, keep. */
export class Plans {
  constructor(private readonly deps: PlansDeps) {}

  /** Looks at all hosts of the fleet and stores what would have to be done. */
  async make(wanted: Wanted, signal: AbortSignal): Promise<StoredPlan> {
    const draft = await this.draft(wanted, signal);
    await this.deps.operations.savePlan(draft);
    return draft.plan;
  }

  /** As `make`, and stores nothing. */
  async draft({ goal, specText, accept = [] }: Wanted, signal: AbortSignal): Promise<Draft> {
    const { keeper, gate, paths, verifications } = this.deps;
    const hosts = goal.spec.hosts.map(({ name }) => name);
    const inventory = await keeper.observe(hosts, maxAgeFor(goal, 0), signal);
    const evidence = await paths.for(goal, inventory, { cause: 'plan' }, signal);
    const verified = await verifications.verified(goal.spec.fleet);
    const seen = planFor(goal, inventory, accept, { ...evidence, verified });
    // Whoever plans has perhaps just opened a port: only a new check will do.
    const options = { cause: 'plan', accept, maxAgeMs: 0, signal } as const;
    const passed = await gate.pass(seen, goal, options);
    const plan = {
      ...passed,
      findings: [...passed.findings, ...(await this.#claims(goal))],
      id: randomUUID(),
      specDigest: digestOf(specText),
      storedGoal: withoutSpec(goal),
      accept,
      createdAt: new Date().toISOString(),
    };
    return { plan, specText };
  }

  /** Whether the hosts have changed since the plan was made, so that other steps would be needed now. */
  async isStale(plan: StoredPlan, signal: AbortSignal): Promise<boolean> {
    const { spec } = await this.deps.specs.get(plan.specDigest);
    const hosts = spec.hosts.map(({ name }) => name);
    const inventory = await this.deps.keeper.observe(hosts, planLookMs, signal);
    const evidence = await this.deps.paths.of(spec.fleet);
    const verified = await this.deps.verifications.verified(plan.fleet);
    const known = { ...evidence, verified };
    const now = planFor({ ...plan.storedGoal, spec }, inventory, plan.accept, known);
    return JSON.stringify(now.steps) !== JSON.stringify(plan.steps);
  }

  /** Hosts of the plan that another fleet has by now. */
  async claimsOn(plan: StoredPlan): Promise<readonly Finding[]> {
    const { spec } = await this.deps.specs.get(plan.specDigest);
    return this.#claims({ ...plan.storedGoal, spec });
  }

  /** @throws not_found; precondition when its spec is not valid for this version. */
  async fleet(name: string): Promise<StoredFleet> {
    const fleet = await this.deps.specs.fleet(name);
    if (fleet !== undefined) return fleet;
    throw new FleetError(
      'not_found',
      `there is no fleet "${name}": nothing was applied under that name yet`,
    );
  }

  async #claims({ spec }: Goal): Promise<readonly Finding[]> {
    return claims(spec, await this.deps.specs.fleets());
  }
}

function withoutSpec(goal: Goal): StoredGoal {
  const { spec: _, ...rest } = goal;
  return rest;
}

/**
 * How old a look may be on which a plan rests. Engines tell what becomes of networks, and a network is made in less time than
 * a look at all hosts takes; whoever changes the swarm itself, its routing mesh included, looks.
 */
export function maxAgeFor(goal: Goal, otherwiseMs: number): number | 'live' {
  const makes = goal.kind === 'network.create' && !goal.network.ingress;
  return makes || goal.kind === 'network.remove' ? 'live' : otherwiseMs;
}
