import { belongingOf, type Inventory, type NodeRole } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { Backoff, sleep } from '@muster/runtime';
import { aManager, nodeIdOf, type StepContext } from './step-context.js';

const changeMs = 30_000;
/** A node gets a new certificate and starts or stops its manager. Milliseconds. */
const takesEffectMs = 60_000;

/**
 * Promotes or demotes, and waits until it has taken effect: the Engine answers at once, and a plan made before would count
 * managers that are not there yet, or still are. @throws deadline naming how it stands.
 */
export async function changeRole(
  host: string,
  role: NodeRole,
  ctx: StepContext,
): Promise<{ changed: boolean }> {
  const args = { nodeId: nodeIdOf(ctx, host), role };
  const teller = anotherManager(host, ctx);
  const { changed } = await ctx.dispatch(teller, { kind: 'ensureNode', args }, changeMs);
  const until = performance.now() + takesEffectMs;
  const backoff = new Backoff({ firstMs: 200, longestMs: 1_500 });
  for (;;) {
    const inventory = await ctx.observe([host, teller], 200);
    if (hasTakenEffect(inventory, host, role)) return { changed };
    if (performance.now() > until) {
      throw new FleetError('deadline', `${host} was made a ${role}, which has not taken effect`);
    }
    ctx.progress(`waiting until ${host} is a ${role}`);
    await sleep(backoff.next(), ctx.signal);
  }
}

/** One that stays a manager can tell how the change goes. */
function anotherManager(host: string, ctx: StepContext): string {
  const inventory = ctx.inventory();
  const other = ctx.spec.hosts.find(({ name }) => {
    const belonging = name === host ? undefined : belongingOf(inventory, name);
    return belonging?.kind === 'in' && belonging.member.role === 'manager';
  });
  return other?.name ?? aManager(ctx).host;
}

function hasTakenEffect(inventory: Inventory, host: string, role: NodeRole): boolean {
  const belonging = belongingOf(inventory, host);
  if (belonging.kind !== 'in' || belonging.member.role !== role) return false;
  const manager = belonging.node?.manager;
  return role === 'manager' ? (manager?.reachable ?? false) : manager === undefined;
}
