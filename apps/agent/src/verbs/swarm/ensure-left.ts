import { changed, unchanged, type Verb } from '../context.js';
import { untilGossipPortIsFree } from './gossip-port.js';
import { leave } from './leaving.js';

export const ensureLeft: Verb<'ensureLeft'> = async (args, ctx) => {
  const now = await ctx.engine.membership(ctx.signal);
  if (now.kind !== 'none') await leave(ctx.engine, args, ctx.signal);
  await untilGossipPortIsFree(ctx);
  return now.kind === 'none' ? unchanged : changed;
};
