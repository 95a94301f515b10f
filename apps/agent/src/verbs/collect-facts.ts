import type { DockerFacts, HostFacts, Unknown } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { clockOf, type Verb, type VerbContext } from './context.js';
import { soonerThan } from './waiting.js';

/** An Engine that does not answer for this long is reported as unknown, while the machine's facts are told. */
const lookMs = 10_000;

export const collectFacts: Verb<'collectFacts'> = async (_, ctx) => ({
  changed: false,
  value: await (ctx.look?.(ctx.signal) ?? lookAtHost(ctx)),
});

/** Everything at once. @throws deadline or cancelled only when the context's time is over. */
export const lookAtHost = async (ctx: VerbContext): Promise<HostFacts> => ({
  observedAt: new Date(clockOf(ctx).now()).toISOString(),
  follows: false,
  machine: await ctx.machine.facts(),
  docker: await dockerFacts(ctx),
});

/** @throws deadline or cancelled only when the command itself is over. */
async function dockerFacts(ctx: VerbContext): Promise<DockerFacts | Unknown> {
  try {
    const look = ({ engine, signal }: VerbContext) => engine.describe(signal);
    return await withNodeFiles(await soonerThan(lookMs, ctx, look), ctx);
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return { kind: 'unknown', reason: FleetError.from(error).message };
  }
}

/** What the Engine tells nobody, but keeps in files. */
async function withNodeFiles(docker: DockerFacts, ctx: VerbContext): Promise<DockerFacts> {
  const { membership, engine } = docker;
  if (membership.kind !== 'member' || engine.dataRoot === '') return docker;
  const { nodeId, address } = membership;
  const certificate = await ctx.machine.certificate(engine.dataRoot, nodeId);
  const dataPathAddress = await ctx.machine.dataPathAddress(engine.dataRoot, address);
  return {
    ...docker,
    membership: { ...membership, ...(dataPathAddress !== undefined && { dataPathAddress }) },
    ...(certificate && { certificate }),
  };
}
