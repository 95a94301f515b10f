import type { Step, StepKind } from '@muster/plan';
import type { CommandArgs } from '@muster/protocol';
import { join } from './join.js';
import { changeRole } from './role.js';
import { settle } from './settle.js';
import { verify } from './verify.js';
import { aManager, nodeIdOf, type StepContext, type StepHandler } from './step-context.js';

const initMs = 60_000;
const leaveMs = 90_000;
const nodeMs = 30_000;
const networkMs = 30_000;

/** What each kind of step does. A kind without handler does not compile. */
const handlers: { readonly [K in StepKind]: StepHandler<K> } = {
  'swarm.init': ({ host, ...args }, ctx) =>
    ctx.dispatch(host, { kind: 'ensureSwarmInitialised', args }, initMs),

  'swarm.join': join,

  'swarm.leave': ({ host, force }, ctx) =>
    ctx.dispatch(host, { kind: 'ensureLeft', args: { force } }, leaveMs),

  'node.settle': settle,

  'node.promote': ({ host }, ctx) => changeRole(host, 'manager', ctx),

  'node.demote': ({ host }, ctx) => changeRole(host, 'worker', ctx),

  'node.update': ({ host, ...change }, ctx) =>
    ensureNode(ctx, { nodeId: nodeIdOf(ctx, host), ...change }),

  'node.remove': ({ nodeId }, ctx) =>
    ctx.dispatch(
      aManager(ctx).host,
      { kind: 'ensureNodeRemoved', args: { nodeId, force: true } },
      nodeMs,
    ),

  'network.create': ({ network }, ctx) =>
    ctx.dispatch(aManager(ctx).host, { kind: 'ensureNetworkPresent', args: network }, networkMs),

  'network.remove': ({ name }, ctx) => removeNetwork(ctx, { name, ingress: false }),

  'network.replace': async ({ network, old }, ctx) => {
    await removeNetwork(ctx, { name: old.name, ingress: network.ingress });
    ctx.progress(`${old.name} is gone; making ${network.name}`);
    const args = { kind: 'ensureNetworkPresent', args: network } as const;
    await ctx.dispatch(aManager(ctx).host, args, networkMs);
    return { changed: true };
  },

  'network.disconnect': ({ host, network, containers }, ctx) => {
    const args = { network, containers: containers.map(({ id }) => id) };
    return ctx.dispatch(host, { kind: 'ensureDisconnected', args }, networkMs);
  },

  'network.verify': verify,
};

function removeNetwork(
  ctx: StepContext,
  args: CommandArgs['ensureNetworkAbsent'],
): Promise<{ changed: boolean }> {
  return ctx.dispatch(aManager(ctx).host, { kind: 'ensureNetworkAbsent', args }, networkMs);
}

function ensureNode(
  ctx: StepContext,
  args: CommandArgs['ensureNode'],
): Promise<{ changed: boolean }> {
  return ctx.dispatch(aManager(ctx).host, { kind: 'ensureNode', args }, nodeMs);
}

/** Runs one step. @returns whether it changed anything. @throws FleetError. */
export async function runStep(step: Step, ctx: StepContext): Promise<{ changed: boolean }> {
  // TypeScript cannot see that handler and arguments come from the same member of the union.
  const handler = handlers[step.kind] as StepHandler<StepKind>;
  const { changed } = await handler(step.args, ctx);
  return { changed };
}
