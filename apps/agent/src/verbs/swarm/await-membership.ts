import type { Membership, NetworkFact } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { gossipPortNumber } from '../../host/index.js';
import { clockOf, unchanged, type Verb, type VerbContext } from '../context.js';
import { until } from '../waiting.js';
import { isGossipPortFree, protocolsIn } from './gossip-port.js';

/** Network and interface through which containers on overlays get out. */
const gateway = 'docker_gwbridge';

/** Until the first question for the membership, and between two. Milliseconds. */
const askMs = 8_000;
/** How often it looks until it would be stuck: where a host may take long, because many of one machine join, more seldom. */
const looksUntilStuck = { atMachine: 64, atEngine: 40 };
/** The shortest time between two looks. Milliseconds. */
const leastMs = { atMachine: 100, atEngine: 200 };

/**
 * Many hosts of one machine may do this at once, so the dear question (membership: an Engine starts processes to answer
 * /info) is asked only when the cheap ones say that something is missing. When they do not, the host is a member: only a
 * member's `ingress` has peers.
 */
export const awaitMembership: Verb<'awaitMembership'> = async ({ stuckAfterMs }, ctx) => {
  let missing: readonly string[] = [];
  let memberSince: number | undefined;
  let askAgainAt = clockOf(ctx).now() + askMs;
  let lookAtEngineAt = 0;
  const paceOf = (what: keyof typeof leastMs): number =>
    Math.max(leastMs[what], stuckAfterMs / looksUntilStuck[what]);
  await until(ctx, {
    firstMs: leastMs.atMachine,
    longestMs: paceOf('atMachine'),
    pending: () => `the host does not work as a node yet: ${missing.join(', ')}`,
    look: async () => {
      const atMachine = await missingAtMachine(ctx);
      if (atMachine.length > 0) missing = atMachine;
      else if (clockOf(ctx).now() >= lookAtEngineAt) {
        missing = await missingAtEngine(ctx);
        if (missing.length === 0) return true;
        lookAtEngineAt = clockOf(ctx).now() + paceOf('atEngine');
      }
      const now = clockOf(ctx).now();
      if (now >= askAgainAt) {
        const membership = await missingMembership(ctx);
        memberSince = membership.length > 0 ? undefined : (memberSince ?? now);
        missing = [...membership, ...missing];
        askAgainAt = clockOf(ctx).now() + askMs;
      }
      if (memberSince !== undefined) await assertNotStuck(ctx, now - memberSince, stuckAfterMs);
      return undefined;
    },
  });
  return unchanged;
};

/** @throws precondition when the Engine is not even on its way to a membership. */
async function missingMembership(ctx: VerbContext): Promise<readonly string[]> {
  const now: Membership = await ctx.engine.membership(ctx.signal);
  switch (now.kind) {
    case 'member':
      return [];
    case 'joining':
      return [`the Engine is still joining (${now.reason})`];
    case 'unknown':
      return [`the Engine does not tell its membership (${now.reason})`];
    case 'none':
      throw new FleetError('precondition', 'this host is in no swarm: init or join one first');
    case 'broken':
      throw new FleetError('precondition', `this host's membership is broken: ${now.reason}`);
  }
}

/** What most of the waiting is for, and costs a few small reads. */
async function missingAtMachine(ctx: VerbContext): Promise<readonly string[]> {
  if ((await ctx.machine.hasInterface(gateway)) === false) {
    return [`the interface ${gateway} is missing`];
  }
  if ((await ctx.machine.gossipUdp()) === 'free') {
    return [`nothing is bound on UDP ${gossipPortNumber}`];
  }
  return [];
}

/** Cheapest first, and no more than is needed to say that something is missing. */
async function missingAtEngine(ctx: VerbContext): Promise<readonly string[]> {
  const listed = await ctx.engine.listNetworks({}, ctx.signal);
  // The routing mesh may have been replaced by one of another name.
  const ingress = listed.find((network) => network.ingress);
  if (ingress === undefined) return ['the network ingress is missing'];
  if (!listed.some(({ name }) => name === gateway)) return [`the network ${gateway} is missing`];
  const unbound = await missingPorts(ctx);
  return unbound.length > 0 ? unbound : missingPeers(ingress, ctx);
}

async function missingPorts(ctx: VerbContext): Promise<readonly string[]> {
  const port = await ctx.machine.gossipPort();
  return [
    ...protocolsIn(port, 'free').map((name) => `nothing is bound on ${name} ${gossipPortNumber}`),
    ...protocolsIn(port, 'unknown').map(
      (name) => `whether ${name} ${gossipPortNumber} is bound cannot be read`,
    ),
  ];
}

/** A manager lists `ingress` from the first moment; peers it has only once it is materialised and gossips. */
async function missingPeers(
  { id, name }: NetworkFact,
  ctx: VerbContext,
): Promise<readonly string[]> {
  const [ingress] = await ctx.engine.networksById([id], ctx.signal);
  return ingress?.peers.length === 0 ? [`${name} has no peers, not even this host`] : [];
}

/**
 * An Engine tries to bind the gossip port once, and not again. When a listener of a former swarm of its own has it, that
 * cannot be seen from outside: the port is bound, and nothing comes of it; that is given twice the time.
 *
 * @throws precondition when this member will never gossip.
 */
async function assertNotStuck(
  ctx: VerbContext,
  memberForMs: number,
  stuckAfterMs: number,
): Promise<void> {
  if (memberForMs < stuckAfterMs) return;
  const isFree = await isGossipPortFree(ctx);
  const isUnknown = protocolsIn(await ctx.machine.gossipPort(), 'unknown').length > 0;
  if (isUnknown || (!isFree && memberForMs < 2 * stuckAfterMs)) return;
  const seen = isFree
    ? `nothing is bound on port ${gossipPortNumber}`
    : `nothing came of it, though port ${gossipPortNumber} is bound, maybe still for a former swarm`;
  throw new FleetError(
    'precondition',
    `stuck: this host has been a member for ${memberForMs} ms and ${seen}, so it will never gossip: ` +
      `leave the swarm, wait until the port is free, and join again`,
  );
}
