import type { Member } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { changed, unchanged, type Verb } from '../context.js';
import { untilGossipPortIsFree } from './gossip-port.js';
import { describeMember, settledMembership } from './membership.js';

export const ensureSwarmInitialised: Verb<'ensureSwarmInitialised'> = async (args, ctx) => {
  const now = await settledMembership(ctx);
  if (now.kind === 'broken') {
    throw new FleetError(
      'precondition',
      `cannot start a swarm: this host is in one already, which does not work (${now.reason}): leave it first`,
    );
  }
  if (now.kind === 'member') {
    if (isOnlyManager(now)) return unchanged;
    throw new FleetError('conflict', `cannot start a swarm: this host is ${describeMember(now)}`);
  }
  await untilGossipPortIsFree(ctx);
  await ctx.engine.initSwarm(args, ctx.signal);
  return changed;
};

const isOnlyManager = (member: Member): boolean =>
  member.role === 'manager' && member.managers.every(({ nodeId }) => nodeId === member.nodeId);
