import type { Inventory } from '@muster/inventory';
import { accepting, isBlocker, type Finding } from '@muster/kernel';
import type { FleetSpec } from '@muster/spec';
import { diffDown } from './diff/down.js';
import { diffNetworkCreate, diffNetworkRemove, diffNetworkVerify } from './diff/network-steps.js';
import { diffUp } from './diff/up.js';
import type { Evidence } from './evidence.js';
import type { Goal, Plan } from './plan.js';
import { isAcceptable } from './preflight/acceptable.js';
import { beforeCreate, beforeRemove, beforeVerify } from './preflight/network-goals.js';
import { beforeDown, beforeUp } from './preflight/preflight.js';
import { situationOf, type Situation } from './situation/situation.js';
import type { Step } from './step.js';

/**
 * What is left to do to reach the goal, as the fleet was seen to stand. Remembers nothing: planning again after a look at
 * the fleet is how an operation goes on, is retried, resumed and verified; at the end the plan is empty. With a blocker
 * among the findings there are no steps.
 * @param accept ids of findings that a person goes on over. A network that differs is made anew then.
 * @param evidence what was measured.
 */
export function planFor(
  goal: Goal,
  inventory: Inventory,
  accept: readonly string[] = [],
  evidence: Evidence = {},
): Plan {
  const agreed = accept.filter(isAcceptable);
  const situation = situationOf(goal.spec, inventory, { evidence, accept: agreed });
  const findings = accepting(preflight(goal, situation), agreed);
  return {
    fleet: goal.spec.fleet,
    goal: goal.kind,
    steps: findings.some(isBlocker) ? [] : diffFor(goal, situation),
    findings,
    inventoryRevision: inventory.revision,
  };
}

/** The plan that makes the fleet what the spec says. */
export const diff = (spec: FleetSpec, inventory: Inventory): Plan =>
  planFor({ kind: 'up', spec }, inventory);

function preflight(goal: Goal, situation: Situation): readonly Finding[] {
  switch (goal.kind) {
    case 'up':
      return beforeUp(situation);
    case 'down':
      return beforeDown(situation);
    case 'network.create':
      return beforeCreate(situation, goal.network);
    case 'network.remove':
      return beforeRemove(situation, goal.name);
    case 'network.verify':
      return beforeVerify(situation, goal.name);
  }
}

function diffFor(goal: Goal, situation: Situation): readonly Step[] {
  switch (goal.kind) {
    case 'up':
      return diffUp(situation, goal.verify);
    case 'down':
      return diffDown(situation);
    case 'network.create':
      return diffNetworkCreate(situation, goal.network, goal.verify);
    case 'network.remove':
      return diffNetworkRemove(situation, goal.name);
    case 'network.verify':
      return diffNetworkVerify(situation, goal.name, goal.verify);
  }
}
