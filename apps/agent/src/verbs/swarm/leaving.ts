import { FleetError } from '@muster/kernel';
import { within } from '@muster/runtime';
import type { VerbContext } from '../context.js';
import { isLate } from '../waiting.js';
import { untilGossipPortIsFree } from './gossip-port.js';

/** An Engine that is within the 20 s of a join leaves only after them. */
const tidyUpMs = 30_000;

/** Leaves, whatever the Engine is doing, and waits until it is fit to join again. */
export async function leaveForGood(ctx: VerbContext): Promise<void> {
  await leave(ctx.engine, { force: true }, ctx.signal);
  await untilGossipPortIsFree(ctx);
}

/** Like Engine.leaveSwarm, but content when there is nothing to leave (any more). */
export async function leave(
  engine: VerbContext['engine'],
  args: { readonly force: boolean },
  signal: AbortSignal,
): Promise<void> {
  try {
    await engine.leaveSwarm(args, signal);
  } catch (error) {
    const left =
      FleetError.from(error).code === 'precondition' &&
      (await engine.membership(signal)).kind === 'none';
    if (!left) throw error;
  }
}

/**
 * After a join that ran out of time: sees how it ended, and leaves where it still goes on, so that no host is left
 * half-joined. Takes up to 30 s more than the command was given. When the command was cancelled instead, nothing is done:
 * its owner will look again.
 *
 * @returns true when the host turns out to have joined.
 * @throws the fault, with what became of the join.
 */
export async function tidyUp(fault: FleetError, ctx: VerbContext): Promise<boolean> {
  if (!isLate(ctx.signal)) throw fault;
  const signal = within(new AbortController().signal, tidyUpMs);
  try {
    const now = await ctx.engine.membership(signal);
    if (now.kind === 'member') return true;
    if (now.kind !== 'none') await leave(ctx.engine, { force: true }, signal);
  } catch (error) {
    const why = FleetError.from(error).message;
    throw new FleetError(
      'deadline',
      `${fault.message}; the host may be left half-joined, since leaving failed too: ${why}`,
      { cause: fault },
    );
  }
  throw new FleetError('deadline', `${fault.message}; the host left again and is in no swarm`, {
    cause: fault,
  });
}
