import type { NodeFact } from '@muster/inventory';

/** The managers of a swarm, as Raft counts them. */
export type Managers = { readonly count: number; readonly reachable: number };

export function managersOf(nodes: readonly NodeFact[]): Managers {
  const managers = nodes.filter(isManager);
  return { count: managers.length, reachable: managers.filter(isReachable).length };
}

/** More than half of all managers must answer, those that are down included in the count. */
export const hasQuorum = ({ count, reachable }: Managers): boolean =>
  reachable >= Math.floor(count / 2) + 1;

/** One that is being demoted counts until it is out of Raft. */
export const isManager = ({ role, manager }: NodeFact): boolean =>
  role === 'manager' || manager !== undefined;

export const isReachable = ({ manager }: NodeFact): boolean => manager?.reachable ?? false;
