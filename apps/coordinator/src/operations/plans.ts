import { randomUUID } from 'node:crypto';
import { FleetError } from '@muster/kernel';
import { type Goal, planFor } from '@muster/plan';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { OperationStore, StoredGoal, StoredPlan } from '../store/operations.js';
import type { SpecStore, StoredFleet } from '../store/specs.js';

/** Makes plans: look, compare, keep. */
export class Plans {
  constructor(
    private readonly keeper: InventoryKeeper,
    private readonly operations: OperationStore,
    private readonly specs: SpecStore,
  ) {}

  /** Looks at all hosts of the fleet and stores what would have to be done. @param specText as its author wrote it. */
  async make(goal: Goal, specText: string, signal: AbortSignal): Promise<StoredPlan> {
    const hosts = goal.spec.hosts.map(({ name }) => name);
    const inventory = await this.keeper.observe(hosts, 0, signal);
    const plan = planFor(goal, inventory);
    const createdAt = new Date().toISOString();
    const specDigest = await this.specs.save(specText, goal.spec.fleet, createdAt);
    const claims = await this.#claims(goal);
    const findings = [...plan.findings, ...claims];
    const stored = {
      ...plan,
      findings,
      id: randomUUID(),
      specDigest,
      storedGoal: withoutSpec(goal),
      createdAt,
    };
    await this.operations.savePlan(stored);
    return stored;
  }

  /** Whether the hosts have changed since the plan was made, so that other steps would be needed now. */
  async isStale(plan: StoredPlan, signal: AbortSignal): Promise<boolean> {
    const { spec } = await this.specs.get(plan.specDigest);
    const hosts = spec.hosts.map(({ name }) => name);
    const inventory = await this.keeper.observe(hosts, freshMs, signal);
    const now = planFor({ ...plan.storedGoal, spec }, inventory);
    return JSON.stringify(now.steps) !== JSON.stringify(plan.steps);
  }

  /** @throws not_found */
  async fleet(name: string): Promise<StoredFleet> {
    const fleet = await this.specs.fleet(name);
    if (fleet !== undefined) return fleet;
    throw new FleetError(
      'not_found',
      `there is no fleet "${name}": nothing was applied under that name yet`,
    );
  }

  /** A host serves one fleet. */
  async #claims(goal: Goal) {
    const others = (await this.specs.fleets()).filter(({ spec }) => spec.fleet !== goal.spec.fleet);
    return goal.spec.hosts.flatMap(({ name }, index) => {
      const owner = others.find(({ spec }) => spec.hosts.some((host) => host.name === name));
      if (owner === undefined) return [];
      return [
        {
          id: 'host-in-other-fleet',
          severity: 'blocker' as const,
          path: `hosts[${String(index)}].name`,
          hosts: [name],
          message: `host ${name} belongs to fleet ${owner.spec.fleet}`,
          remedy: [
            `muster down --fleet ${owner.spec.fleet}, which gives its hosts free`,
            `or take ${name} out of one of the two specs and apply that one`,
          ],
        },
      ];
    });
  }
}

/** A plan that was made this recently is checked against the look that it was made from. Milliseconds. */
const freshMs = 2_000;

function withoutSpec(goal: Goal): StoredGoal {
  const { spec: _, ...rest } = goal;
  return rest;
}
