import { FleetError } from '@muster/kernel';
import { changed, unchanged, type Verb } from '../context.js';

export const ensureNodeRemoved: Verb<'ensureNodeRemoved'> = async (args, ctx) => {
  try {
    // Looked at first, because removing would also take a host name for an id.
    await ctx.engine.node(args.nodeId, ctx.signal);
    await ctx.engine.removeNode(args, ctx.signal);
    return changed;
  } catch (error) {
    if (error instanceof FleetError && error.code === 'not_found') return unchanged;
    throw error;
  }
};
