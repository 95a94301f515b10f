import type { Membership } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { gossipPortNumber } from '../../host/index.js';
import { clockOf, unchanged, type Verb, type VerbContext } from '../context.js';
import { until } from '../waiting.js';
import { protocolsIn } from './gossip-port.js';

const swarmNetworks = ['ingress', 'docker_gwbridge'] as const;

/**
 * Sixty-four hosts of one machine do this at once, so the expensive question (membership: an Engine starts processes to
 * answer /info) is asked at the beginning and at the end only; in between, /proc and a filtered list of networks tell.
 */
export const awaitMembership: Verb<'awaitMembership'> = async ({ stuckAfterMs }, ctx) => {
  let missing: readonly string[] = ['the Engine is no member yet'];
  let memberSince: number | undefined;
  let hint = '';
  await until(ctx, {
    pending: () => `the host does not work as a node yet: ${missing.join(', ')}${hint}`,
    look: async () => {
      const wasMember = memberSince !== undefined;
      if (!wasMember) {
        missing = await missingMembership(ctx);
        if (missing.length > 0) return undefined;
      }
      memberSince ??= clockOf(ctx).now();
      missing = await missingParts(ctx);
      if (missing.length === 0 && wasMember) missing = await missingMembership(ctx);
      if (missing.length === 0) return true;
      const memberForMs = clockOf(ctx).now() - memberSince;
      if (memberForMs >= stuckAfterMs) hint = await assertNotStuck(ctx, memberForMs);
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

async function missingParts(ctx: VerbContext): Promise<readonly string[]> {
  const port = await ctx.machine.gossipPort();
  const networks = await ctx.engine.networks({ names: swarmNetworks }, ctx.signal);
  const ingress = networks.find(({ name }) => name === 'ingress');
  return [
    ...swarmNetworks
      .filter((name) => !networks.some((network) => network.name === name))
      .map((name) => `the network ${name} is missing`),
    // A manager lists ingress from the first moment; peers it has only once it is materialised and gossips.
    ...(ingress?.peers.length === 0 ? ['ingress has no peers, not even this host'] : []),
    ...protocolsIn(port, 'free').map((name) => `nothing is bound on ${name} ${gossipPortNumber}`),
    ...protocolsIn(port, 'unknown').map(
      (name) => `whether ${name} ${gossipPortNumber} is bound cannot be read`,
    ),
  ];
}

/**
 * A member that is not there after so long. @returns what else may be the reason.
 * @throws precondition when it will never gossip: its Engine tries to bind the port once, and not again.
 */
async function assertNotStuck(ctx: VerbContext, memberForMs: number): Promise<string> {
  if (protocolsIn(await ctx.machine.gossipPort(), 'free').length < 2) {
    return (
      `; if the Engine kept the gossip listener of a former swarm, which cannot be seen while the host is a member, ` +
      `it must leave, and dockerd must be restarted`
    );
  }
  throw new FleetError(
    'precondition',
    `stuck: this host has been a member for ${memberForMs} ms and nothing is bound on port ${gossipPortNumber}, so it ` +
      `will never gossip: leave the swarm, wait until the port is free, and join again`,
  );
}
