import type { NodeRole } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { StepArgs } from '@muster/plan';
import { aManager, type StepContext } from './step-context.js';

/** A join under load needs more than the Engine's own 20 s; the agent waits on for the rest. Milliseconds. */
const joinMs = 90_000;
const fetchMs = 15_000;

/** Joins the host to the fleet's swarm, once more with a fresh token when the first was refused. */
export async function join(
  args: StepArgs['swarm.join'],
  ctx: StepContext,
): Promise<{ changed: boolean }> {
  try {
    return await joinOnce(args, ctx);
  } catch (thrown) {
    if (FleetError.from(thrown).code !== 'denied') throw thrown;
    ctx.progress('the join token was refused: somebody may have rotated it, fetching it again');
    ctx.tokens.forget(args.role);
    return joinOnce(args, ctx);
  }
}

async function joinOnce(
  args: StepArgs['swarm.join'],
  ctx: StepContext,
): Promise<{ changed: boolean }> {
  const { host, ...rest } = args;
  const { managers } = aManager(ctx);
  const joinToken = await tokenFor(args.role, ctx);
  const action = { kind: 'ensureJoined' as const, args: { ...rest, joinToken, managers } };
  const { changed } = await ctx.dispatch(host, action, joinMs);
  return { changed };
}

function tokenFor(role: NodeRole, ctx: StepContext): Promise<string> {
  return ctx.tokens.get(role, async () => {
    const action = { kind: 'fetchJoinToken' as const, args: { role } };
    return (await ctx.dispatch(aManager(ctx).host, action, fetchMs)).value;
  });
}
