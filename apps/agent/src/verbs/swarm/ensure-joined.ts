import type { Member } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { CommandArgs } from '@muster/protocol';
import { changed, unchanged, type Verb, type VerbContext } from '../context.js';
import { isEarly, soonerThan } from '../waiting.js';
import { untilGossipPortIsFree } from './gossip-port.js';
import { leaveForGood, tidyUp } from './leaving.js';
import { describeMember, settledMembership } from './membership.js';

type Args = CommandArgs['ensureJoined'];

/**
 * How long a join that the Engine continues in the background is watched while other managers are untried, on top of the 20 s
 * that the Engine itself waits. Through the last manager it is watched until the command's time is over.
 */
const patienceMs = 15_000;

export const ensureJoined: Verb<'ensureJoined'> = async (args, ctx) => {
  try {
    if (await joinedAtOnce(args, ctx)) return changed;
    const now = await settledMembership(ctx);
    if (now.kind === 'member') {
      assertAsAsked(now, args);
      return unchanged;
    }
    if (now.kind === 'broken') {
      ctx.log?.(`leaving a swarm in which this host does not work: ${now.reason}`);
      await leaveForGood(ctx);
    }
    await joinThroughAny(args, ctx);
  } catch (error) {
    await tidyUp(FleetError.from(error, 'join the swarm'), ctx);
  }
  return changed;
};

/**
 * Asking for the membership is dear (an Engine starts processes to answer /info), and many hosts of one machine may do
 * this at once. Where nothing gossips the host is most likely in no swarm; when it is in one, the Engine refuses.
 *
 * @returns false when its membership must be looked at.
 */
async function joinedAtOnce(args: Args, ctx: VerbContext): Promise<boolean> {
  if ((await ctx.machine.gossipUdp()) !== 'free') return false;
  try {
    await joinThroughAny(args, ctx);
    return true;
  } catch (error) {
    if (FleetError.from(error).code !== 'precondition') throw error;
    return false;
  }
}

/** @throws conflict when the member is in another swarm, or of another role, than asked. */
function assertAsAsked(member: Member, args: Args): void {
  if (!isInSwarmOf(member, args)) {
    const asked = args.managers.map(({ address }) => address).join(', ');
    throw new FleetError(
      'conflict',
      `cannot join the swarm of ${asked}: this host is ${describeMember(member)}, which is another one`,
    );
  }
  if (member.role !== args.role) {
    throw new FleetError(
      'conflict',
      `this host is in the swarm already, as a ${member.role}, not as a ${args.role}: ` +
        `promote or demote node ${member.nodeId} on a manager`,
    );
  }
}

// A worker does not know its swarm's id; the node ids of its managers tell.
function isInSwarmOf(member: Member, args: Args): boolean {
  const known = new Set(member.managers.map(({ nodeId }) => nodeId));
  return args.managers.some(({ nodeId }) => known.has(nodeId));
}

/** Tries the managers in order; the Engine itself would try only the first. @throws the last fault, naming all tries. */
async function joinThroughAny(args: Args, ctx: VerbContext): Promise<void> {
  const faults: FleetError[] = [];
  for (const [index, manager] of args.managers.entries()) {
    const isLast = index === args.managers.length - 1;
    const fault = await joinThrough(manager.address, args, ctx, isLast);
    if (fault === undefined) return;
    faults.push(fault);
    ctx.log?.(fault.message);
  }
  const last = faults.at(-1);
  if (last === undefined) throw new FleetError('invalid', 'no manager to join through was named');
  throw new FleetError(last.code, faults.map(({ message }) => message).join('; '), { cause: last });
}

/** @returns the fault when another manager may do better; the host is in no swarm then. */
async function joinThrough(
  address: string,
  args: Args,
  ctx: VerbContext,
  isLast: boolean,
): Promise<FleetError | undefined> {
  await untilGossipPortIsFree(ctx);
  const { managers: _, ...rest } = args;
  try {
    await ctx.engine.joinSwarm({ ...rest, remoteAddress: address }, ctx.signal);
    return undefined;
  } catch (error) {
    const fault = FleetError.from(error);
    if (ctx.signal.aborted || !triesNext.has(fault.code)) throw fault;
    if (fault.code === 'deadline' && (await joinsInBackground(ctx, isLast))) return undefined;
    // The answer may have been lost, not the join: a member must not leave, a second manager would take the quorum along.
    const now = await ctx.engine.membership(ctx.signal);
    if (now.kind === 'member') return undefined;
    if (now.kind !== 'none') await leaveForGood(ctx);
    return fault;
  }
}

const triesNext: ReadonlySet<string> = new Set(['unavailable', 'deadline']);

/** "Timeout … will continue in the background" is joining, not failure. @returns whether it ended as a member. */
async function joinsInBackground(ctx: VerbContext, isLast: boolean): Promise<boolean> {
  if (isLast) return (await settledMembership(ctx)).kind === 'member';
  try {
    return (await soonerThan(patienceMs, ctx, settledMembership)).kind === 'member';
  } catch (error) {
    if (isEarly(error, ctx)) return false;
    throw error;
  }
}
