import { FleetError } from '@muster/kernel';
import { changed, unchanged, type Verb, type VerbContext } from '../context.js';

export const ensureNetworkAbsent: Verb<'ensureNetworkAbsent'> = async ({ name }, ctx) => {
  const named = await ctx.engine.listNetworks({ names: [name] }, ctx.signal);
  const overlays = named.filter(({ scope }) => scope === 'swarm');
  if (overlays.some(({ ingress }) => ingress)) {
    throw new FleetError('precondition', `'${name}' is the swarm's routing mesh and stays`);
  }
  if (overlays.length === 0) await assertWouldSee(name, ctx);
  for (const { id } of overlays) await remove(name, id, ctx);
  return overlays.length === 0 ? unchanged : changed;
};

/** A worker lists only the swarm's networks that it uses itself. @throws precondition on a worker. */
async function assertWouldSee(name: string, ctx: VerbContext): Promise<void> {
  const now = await ctx.engine.membership(ctx.signal);
  if (now.kind === 'none' || (now.kind === 'member' && now.role === 'manager')) return;
  throw new FleetError(
    'precondition',
    `cannot tell whether the network '${name}' exists: only a manager of the swarm can`,
  );
}

async function remove(name: string, id: string, ctx: VerbContext): Promise<void> {
  try {
    await ctx.engine.removeNetwork(id, ctx.signal);
  } catch (error) {
    const fault = FleetError.from(error);
    if (fault.code === 'not_found') return;
    throw new FleetError(fault.code, `the network '${name}': ${fault.message}`, { cause: fault });
  }
}
