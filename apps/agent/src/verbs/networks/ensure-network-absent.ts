import { FleetError } from '@muster/kernel';
import { changed, unchanged, type Verb, type VerbContext } from '../context.js';
import { isEarly, soonerThan, until } from '../waiting.js';

/** A container that was disconnected a moment ago is on the network in the swarm's eyes for so long. Milliseconds. */
const letGoMs = 3_000;
/** An Engine forgets a network a moment after it has answered that it is gone: seen with ingress on 28.5. Milliseconds. */
const forgottenMs = 10_000;

export const ensureNetworkAbsent: Verb<'ensureNetworkAbsent'> = async (
  { name, ingress: mayBeIngress },
  ctx,
) => {
  const named = await ctx.engine.listNetworks({ names: [name] }, ctx.signal);
  const overlays = named.filter(({ scope }) => scope === 'swarm');
  if (!mayBeIngress && overlays.some(({ ingress }) => ingress)) {
    throw new FleetError('precondition', `'${name}' is the swarm's routing mesh and stays`);
  }
  if (overlays.length === 0) await assertWouldSee(name, ctx);
  for (const { id } of overlays) await remove(name, id, ctx);
  await ctx.networksChanged?.(
    overlays.map(({ id }) => id),
    ctx.signal,
  );
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

/** Asks again while somebody who has left is still counted. @throws precondition naming who uses it. */
async function remove(name: string, id: string, ctx: VerbContext): Promise<void> {
  let refusal: FleetError | undefined;
  try {
    await soonerThan(letGoMs, ctx, (shorter) =>
      until(shorter, {
        firstMs: 200,
        longestMs: 1_000,
        pending: () => `the network '${name}' is in use`,
        look: async () => {
          refusal = await refusalOf(id, shorter);
          return refusal === undefined ? true : undefined;
        },
      }),
    );
  } catch (error) {
    const fault = isEarly(error, ctx) && refusal !== undefined ? refusal : FleetError.from(error);
    throw new FleetError(fault.code, `the network '${name}': ${fault.message}`, { cause: fault });
  }
  await forgotten(name, id, ctx);
}

/** @returns why it is in use; undefined when it is gone. @throws anything else. */
async function refusalOf(id: string, ctx: VerbContext): Promise<FleetError | undefined> {
  try {
    await ctx.engine.removeNetwork(id, ctx.signal);
    return undefined;
  } catch (error) {
    const fault = FleetError.from(error);
    if (fault.code === 'not_found') return undefined;
    if (fault.code !== 'precondition') throw fault;
    return fault;
  }
}

/** Until then its name is taken here. */
async function forgotten(name: string, id: string, ctx: VerbContext): Promise<void> {
  await soonerThan(forgottenMs, ctx, (shorter) =>
    until(shorter, {
      firstMs: 50,
      longestMs: 500,
      pending: () => `the Engine still lists the network '${name}'`,
      look: async () => {
        const seen = await ctx.engine.listNetworks({ names: [name] }, shorter.signal);
        return seen.some((network) => network.id === id) ? undefined : true;
      },
    }),
  );
}
