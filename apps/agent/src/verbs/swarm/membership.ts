import type { Member, Membership } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { VerbContext } from '../context.js';
import { until } from '../waiting.js';

/** A membership that does not change by itself. */
export type Settled = Exclude<Membership, { kind: 'joining' | 'unknown' }>;

/**
 * Waits until the Engine has made up its mind: it goes on joining by itself, and is "joining" for a moment after every
 * start of the daemon.
 *
 * @throws deadline naming what the Engine says; unavailable when it does not tell its membership.
 */
export async function settledMembership(ctx: VerbContext): Promise<Settled> {
  let reason = 'the Engine has not said how it stands';
  return until(ctx, {
    pending: () => `the Engine is still joining a swarm: ${reason}`,
    look: async () => {
      const now = await ctx.engine.membership(ctx.signal);
      if (now.kind === 'unknown') throw new FleetError('unavailable', now.reason);
      if (now.kind !== 'joining') return now;
      reason = now.reason;
      return undefined;
    },
  });
}

/** For messages: `a worker, node abc, in the swarm of 192.0.2.11:2377`. */
export function describeMember(member: Member): string {
  const managers = member.managers.map(({ address }) => address).join(', ');
  return `a ${member.role} (node ${member.nodeId}) in the swarm of ${managers}`;
}
