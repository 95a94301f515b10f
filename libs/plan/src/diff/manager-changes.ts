import type { NodeFact } from '@muster/inventory';
import type { Step } from '../step.js';
import {
  hasQuorum,
  isManager,
  isReachable,
  managersOf,
  type Managers,
} from '../situation/quorum.js';
import type { Host, Situation } from '../situation/situation.js';
import { make } from './make.js';

/** One change to the set of managers. They happen one at a time, in this order, and never lose the quorum. */
export type ManagerChange = {
  readonly step: Step;
  /** What it does to the managers. */
  readonly effect: Managers;
};

export type ManagerChanges = {
  readonly steps: readonly Step[];
  /** Would have broken the quorum, so they are no steps. */
  readonly refused: readonly Step[];
};

/**
 * Chains the changes: each needs the one before, and the first needs that managers which do not answer yet have settled;
 * so these count as reachable.
 */
export function chain(
  { ours }: Situation,
  changes: readonly ManagerChange[],
  settling: readonly Host[],
): ManagerChanges {
  let managers = add(managersOf(ours?.facts.nodes ?? []), { count: 0, reachable: settling.length });
  let before = settling.map(({ name }) => `node.settle ${name}`);
  const steps: Step[] = [];
  const refused: Step[] = [];
  for (const { step, effect } of changes) {
    const after = add(managers, effect);
    if (!hasQuorum(after)) {
      refused.push(step);
      continue;
    }
    steps.push({ ...step, needs: [...new Set([...step.needs, ...before])] });
    before = [step.id];
    managers = after;
  }
  return { steps, refused };
}

/** Down phantoms count among the managers until they are removed. */
export function removals(hosts: readonly Host[], needsOf: NeedsOf): readonly ManagerChange[] {
  return hosts.flatMap((host) =>
    host.phantoms.filter(isManager).map((node) => ({
      step: removal(host, node.nodeId, needsOf(host)),
      effect: loss(node),
    })),
  );
}

export type NeedsOf = (host: Host) => readonly string[];

export function removal({ name }: Host, nodeId: string, needs: readonly string[]): Step {
  const reason = `${name} left it behind when it left the swarm`;
  return make('node.remove', nodeId, { nodeId, hostname: name }, reason, needs);
}

export function promotionOf({ name, standing }: Host, needs: readonly string[]): ManagerChange {
  const isReady = standing.kind === 'member' && standing.node.state === 'ready';
  const step = make('node.promote', name, { host: name }, `${name} is a worker`, needs);
  return { step, effect: { count: 1, reachable: isReady ? 1 : 0 } };
}

/** Demotes those that are managers: who does not answer first, because that costs nothing; the leader last. */
export function demotionsOf(
  hosts: readonly Host[],
  needs: readonly string[] = [],
): readonly ManagerChange[] {
  const found = hosts.flatMap(({ name, standing }) => {
    if (standing.kind !== 'member' || !isManager(standing.node)) return [];
    const step = make('node.demote', name, { host: name }, `${name} is a manager`, needs);
    return [{ step, node: standing.node }];
  });
  return found
    .toSorted((a, b) => rank(a.node) - rank(b.node))
    .map(({ step, node }) => ({ step, effect: loss(node) }));
}

const rank = (node: NodeFact): number =>
  Number(isReachable(node)) + Number(node.manager?.leader ?? false);

const loss = (node: NodeFact): Managers => ({ count: -1, reachable: isReachable(node) ? -1 : 0 });

const add = (a: Managers, b: Managers): Managers => ({
  count: a.count + b.count,
  reachable: a.reachable + b.reachable,
});
