import type { Verb } from '../context.js';

export const fetchJoinToken: Verb<'fetchJoinToken'> = async ({ role }, ctx) => ({
  changed: false,
  value: await ctx.engine.joinToken(role, ctx.signal),
});
