import { FleetError } from '@muster/kernel';
import type { CommandArgs } from '@muster/protocol';
import { changed, unchanged, type Verb, type VerbContext } from '../context.js';
import { until } from '../waiting.js';

export const ensureNodeRemoved: Verb<'ensureNodeRemoved'> = async (args, ctx) => {
  try {
    // Looked at first, because removing would also take a host name for an id.
    const { role } = await ctx.engine.node(args.nodeId, ctx.signal);
    if (role === 'manager') await removeManager(args, ctx);
    else await ctx.engine.removeNode(args, ctx.signal);
    return changed;
  } catch (error) {
    if (error instanceof FleetError && error.code === 'not_found') return unchanged;
    throw error;
  }
};

/** A manager cannot be removed: it is demoted first, and it takes a moment until Raft no longer counts it. */
async function removeManager(
  args: CommandArgs['ensureNodeRemoved'],
  ctx: VerbContext,
): Promise<void> {
  await ctx.engine.updateNode({ nodeId: args.nodeId, role: 'worker' }, ctx.signal);
  let refusal = '';
  await until(ctx, {
    pending: () => `the node was demoted, and cannot be removed yet: ${refusal}`,
    look: async () => {
      try {
        await ctx.engine.removeNode(args, ctx.signal);
        return true;
      } catch (error) {
        const fault = FleetError.from(error);
        if (fault.code !== 'precondition') throw error;
        refusal = fault.message;
        return undefined;
      }
    },
  });
}
