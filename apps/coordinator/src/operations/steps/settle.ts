import { membershipOf } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { StepArgs } from '@muster/plan';
import { join } from './join.js';
import { othersSide } from './others-side.js';
import type { StepContext } from './step-context.js';

/** How long a member may take until it works. 64 engines on two cores needed about 30 s. Milliseconds. */
const settleMs = 120_000;
/**
 * A member without gossip for this long never gossips ("Ready is not working"); with many engines on one machine it may
 * take longer. Milliseconds.
 */
const stuckAfterMs = (hosts: number): number => 8_000 + hosts * 150;
/** Leaving includes waiting for the gossip port, and where that is never freed, a restart of the Engine. Milliseconds. */
const leaveMs = 90_000;
const restartMs = 120_000;
const healings = 2;

/**
 * Waits until the member works: first its own side (the agent looks at it), then what the others see of it. A member that
 * can never get there is healed.
 */
export async function settle(
  { host }: StepArgs['node.settle'],
  ctx: StepContext,
): Promise<{ changed: boolean }> {
  let changed = false;
  for (let healed = 0; ; healed += 1) {
    const stuck = await ownSide(host, ctx);
    if (stuck === undefined) break;
    if (healed === healings) throw stuck;
    await heal(host, stuck, ctx);
    changed = true;
  }
  await othersSide(host, settleMs, ctx);
  return { changed };
}

/** @returns why it will never get there by itself; undefined when the host's own side works. */
async function ownSide(host: string, ctx: StepContext): Promise<FleetError | undefined> {
  ctx.progress('waiting for ingress, docker_gwbridge and gossip port 7946');
  const args = { stuckAfterMs: stuckAfterMs(ctx.spec.hosts.length) };
  try {
    await ctx.dispatch(host, { kind: 'awaitMembership', args }, settleMs);
    return undefined;
  } catch (thrown) {
    const fault = FleetError.from(thrown);
    if (fault.code === 'precondition') return fault;
    throw fault;
  }
}

/**
 * A restart of the Engine lets go of a gossip listener that it kept, and keeps the membership. Where that may not be done, a
 * worker leaves and joins again; a manager is left to a person, since its leaving could take the quorum with it.
 */
async function heal(host: string, fault: FleetError, ctx: StepContext): Promise<void> {
  try {
    ctx.progress(`healing: ${fault.message}; restarting the Engine`);
    await ctx.dispatch(host, { kind: 'restartEngine', args: {} }, restartMs);
    return;
  } catch (thrown) {
    const refusal = FleetError.from(thrown);
    if (refusal.code !== 'unsupported' && refusal.code !== 'precondition') throw refusal;
    if (!(await isWorker(host, ctx))) throw leftToAPerson(fault, refusal);
  }
  ctx.progress('healing: leaving and joining again');
  await ctx.dispatch(host, { kind: 'ensureLeft', args: { force: true } }, leaveMs);
  await join(joinArgs(host, ctx), ctx);
}

const leftToAPerson = (fault: FleetError, refusal: FleetError): FleetError =>
  new FleetError(
    'precondition',
    `${fault.message}. It is not known to be a mere worker, so it does not leave by itself: ${refusal.message}`,
    { cause: fault },
  );

/** As it was just seen, and as the spec says. What could not be seen is no worker: a manager's leaving may cost quorum. */
async function isWorker(host: string, ctx: StepContext): Promise<boolean> {
  const membership = membershipOf(await ctx.observe([host], 0), host);
  const role = ctx.spec.hosts.find(({ name }) => name === host)?.role;
  return role === 'worker' && membership.kind === 'member' && membership.role === 'worker';
}

function joinArgs(host: string, ctx: StepContext): StepArgs['swarm.join'] {
  const { advertiseAddress, listenAddress, dataPathAddress } =
    ctx.spec.hosts.find(({ name }) => name === host) ?? {};
  return {
    host,
    role: 'worker',
    ...(advertiseAddress === undefined ? {} : { advertiseAddress }),
    ...(listenAddress === undefined ? {} : { listenAddress }),
    ...(dataPathAddress === undefined ? {} : { dataPathAddress }),
  };
}
