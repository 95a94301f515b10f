import {
  type Condition,
  type ConditionName,
  conditionsOf,
  membershipOf,
  works,
} from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { ourSwarm } from '@muster/plan';
import { Backoff, sleep } from '@muster/runtime';
import type { StepContext } from './step-context.js';

/** How old what the others say may be. The more nodes there are, the dearer it is for a manager to list them. Milliseconds. */
const ageMs = (hosts: number): number => 300 + hosts * 10;

/** How often what is known already is read between two looks. Milliseconds. */
const glanceMs = 100;

/** What is seen at the host itself, and stays once it is there. */
const ownConditions: ReadonlySet<ConditionName> = new Set<ConditionName>([
  'ingress-present',
  'gwbridge-present',
  'gossip-port-bound',
]);

/**
 * Looks at those who see the host until every condition holds, and at the host itself until its own side was seen: many hosts
 * do this at once. @throws deadline naming what is missing.
 */
export async function othersSide(host: string, timeMs: number, ctx: StepContext): Promise<void> {
  const until = performance.now() + timeMs;
  const backoff = new Backoff({ firstMs: 200, longestMs: 1_500 });
  let missing: readonly Condition[] = [];
  let told = '';
  let own = [host];
  for (let look = 0; ; look += 1) {
    const seeing = new Set([...own, ...witnesses(host, look, missing, ctx)]);
    const inventory = await ctx.observe([...seeing], ageMs(ctx.spec.hosts.length));
    if (works(inventory, host)) return;
    missing = conditionsOf(inventory, host).filter(({ verdict }) => verdict !== 'pass');
    if (!missing.some(({ name }) => ownConditions.has(name))) own = [];
    const waiting = describe(missing);
    if (performance.now() > until)
      throw new FleetError('deadline', `${host} does not work: ${waiting}`);
    if (waiting !== told) ctx.progress(waiting);
    told = waiting;
    if (await isSeenWithin(backoff.next(), host, ctx)) return;
  }
}

/** What others look at meanwhile may tell. */
async function isSeenWithin(ms: number, host: string, ctx: StepContext): Promise<boolean> {
  const until = performance.now() + ms;
  for (;;) {
    const leftMs = until - performance.now();
    if (leftMs <= 0) return false;
    await sleep(Math.min(leftMs, glanceMs), ctx.signal);
    if (works(ctx.inventory(), host)) return true;
  }
}

/**
 * A manager. Where nothing is missing but somebody who has heard of the host, one of the other members in turn, too: whoever
 * missed its first word hears of it when members compare notes, up to 30 s later; others did not. A manager needs only those.
 */
function witnesses(
  host: string,
  look: number,
  missing: readonly Condition[],
  ctx: StepContext,
): readonly string[] {
  const inventory = ctx.inventory();
  const manager = ourSwarm(ctx.spec, inventory)?.seenBy;
  if (manager !== undefined && !isOnlyUnheard(missing)) return [manager];
  const others = ctx.spec.hosts
    .map(({ name }) => name)
    .filter((name) => name !== host && name !== manager)
    .filter((name) => membershipOf(inventory, name).kind === 'member');
  const other = others[look % others.length];
  return [manager, other].filter((name) => name !== undefined).filter((name) => name !== host);
}

const isOnlyUnheard = (missing: readonly Condition[]): boolean =>
  missing.length > 0 && missing.every(({ name }) => name === 'in-gossip');

const describe = (missing: readonly Condition[]): string =>
  `waiting for ${missing.map(({ name, detail }) => `${name} (${detail})`).join(', ')}`;
