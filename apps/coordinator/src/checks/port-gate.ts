import { accepting, isBlocker, type Finding } from '@muster/kernel';
import { type Goal, isAcceptable, type Plan, planFor, type Step } from '@muster/plan';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { AskedBy, Checks } from './checks.js';
import type { MeshSaid } from './make-check.js';
import type { Question } from './question.js';

/**
 * Before a wave of joins, a check of the same hosts that is younger counts. A firewall is seldom changed between plan and
 * wave; a bootstrap of many waves would pay seconds for each; and what changed in that minute is found by the watch.
 * Milliseconds.
 */
export const freshCheckMs = 60_000;

export type GateOptions = AskedBy & {
  /** Ids of findings that a person goes on over. */
  readonly accept: readonly string[];
  /** How old a check may be to count. Milliseconds. */
  readonly maxAgeMs: number;
  readonly signal: AbortSignal;
};

/** Whether the step makes a swarm, or takes a host into one: from then on it depends on the ports. */
export const needsPorts = ({ kind }: Step): boolean =>
  kind === 'swarm.init' || kind === 'swarm.join';

/** Lets a plan make or enlarge a swarm only over ports that were proven. */
export class PortGate {
  constructor(
    private readonly checks: Pick<Checks, 'recent'>,
    private readonly keeper: Pick<InventoryKeeper, 'inventory'>,
  ) {}

  /** The plan with what the mesh says; without steps when that blocks it. Other plans stay as they are, at no cost. */
  async pass<P extends Plan>(plan: P, goal: Goal, options: GateOptions): Promise<P> {
    if (goal.kind !== 'up' || !this.#ahead(plan, goal).some(needsPorts)) return plan;
    const connected = this.#connected(goal);
    if (connected.length < 2) return plan;
    const { spec } = goal;
    const question: Question = {
      fleet: spec.fleet,
      spec,
      hosts: connected,
      accept: options.accept,
    };
    const by = { cause: options.cause, ...withOperation(options) };
    const said = await this.checks.recent(question, by, options.maxAgeMs, options.signal);
    const findings = [...said.findings, ...proven(said, connected)];
    return withFindings(plan, accepting(findings, options.accept.filter(isAcceptable)));
  }

  /** What would be done were it not for the blockers, so that all blockers are told at once. */
  #ahead(plan: Plan, goal: Goal): readonly Step[] {
    if (!plan.findings.some(isBlocker)) return plan.steps;
    const ids = plan.findings.map(({ id }) => id);
    return planFor(goal, this.keeper.inventory, ids).steps;
  }

  #connected({ spec }: Goal): readonly string[] {
    const { hosts } = this.keeper.inventory;
    return spec.hosts.map(({ name }) => name).filter((name) => hosts[name]?.connected === true);
  }
}

const withOperation = ({ operationId }: AskedBy) =>
  operationId === undefined ? {} : { operationId };

/** Whoever reads the plan sees that somebody looked, and at what. */
function proven({ edges }: MeshSaid, hosts: readonly string[]): readonly Finding[] {
  if (edges.pass === 0 || edges.fail > 0 || edges.unknown > 0) return [];
  const message =
    `all ${String(edges.pass)} edges between ${String(hosts.length)} hosts pass: ` +
    'every port that Swarm uses there, both ways';
  return [{ id: 'ports-proven', severity: 'note', path: '', hosts: [], message, remedy: [] }];
}

function withFindings<P extends Plan>(plan: P, more: readonly Finding[]): P {
  const findings = [...plan.findings, ...more];
  return { ...plan, findings, steps: findings.some(isBlocker) ? [] : plan.steps };
}
