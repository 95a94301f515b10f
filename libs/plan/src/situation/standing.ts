import {
  belongingOf,
  isLocked,
  type Inventory,
  type Member,
  type NodeFact,
  type SwarmView,
} from '@muster/inventory';

/** How a host stands to the swarm of its fleet. */
export type Standing =
  /** It could not be asked. */
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'joining'; readonly reason: string }
  /** In some swarm by its own record, but unable to take part. */
  | { readonly kind: 'broken'; readonly reason: string }
  /** As broken, until somebody gives the unlock key. Its state is whole: it must not leave. */
  | { readonly kind: 'locked'; readonly reason: string }
  | { readonly kind: 'member'; readonly member: Member; readonly node: NodeFact }
  /** It holds itself a member of our swarm, whose managers do not list it. */
  | { readonly kind: 'forgotten'; readonly member: Member }
  /** A manager of a swarm that nobody sees, itself included: no leader. */
  | { readonly kind: 'leaderless'; readonly member: Member }
  | { readonly kind: 'foreign'; readonly member: Member; readonly swarmId?: string };

export function standingOf(
  inventory: Inventory,
  host: string,
  ours: SwarmView | undefined,
): Standing {
  const belonging = belongingOf(inventory, host);
  switch (belonging.kind) {
    case 'none':
    case 'joining':
    case 'unknown':
      return belonging;
    case 'broken': {
      const { reason } = belonging;
      return { kind: isLocked(belonging) ? 'locked' : 'broken', reason };
    }
    case 'unseen': {
      const { member } = belonging;
      return { kind: member.role === 'manager' ? 'leaderless' : 'foreign', member };
    }
    case 'in': {
      const { member, node, swarm } = belonging;
      if (swarm.id !== ours?.id) return { kind: 'foreign', member, swarmId: swarm.id };
      return node === undefined ? { kind: 'forgotten', member } : { kind: 'member', member, node };
    }
  }
}
