import type { GossipPort } from '@muster/inventory';
import { gossipPortNumber } from '../../host/index.js';
import type { VerbContext } from '../context.js';
import { until } from '../waiting.js';

/**
 * Waits until nothing holds the gossip port. An Engine that left a swarm closes its listener a little later; one that joins
 * before that becomes a node that never gossips: Ready, without ingress, for ever.
 *
 * A port whose state cannot be read does not hold anything up: waiting would tell no more.
 *
 * @throws deadline naming what is still bound.
 */
export async function untilGossipPortIsFree(ctx: VerbContext): Promise<void> {
  let bound: readonly string[] = [];
  await until(ctx, {
    firstMs: 50,
    longestMs: 500,
    pending: () =>
      `port ${gossipPortNumber} (${bound.join(' and ')}) is still bound on this host, by its Engine that has not let ` +
      `go of a swarm yet or by another process`,
    look: async () => {
      bound = protocolsIn(await ctx.machine.gossipPort(), 'bound');
      return bound.length === 0 ? true : undefined;
    },
  });
}

/** The protocols whose port is in that state, as messages name them. */
export function protocolsIn(port: GossipPort, state: GossipPort['tcp']): readonly string[] {
  return [...(port.tcp === state ? ['TCP'] : []), ...(port.udp === state ? ['UDP'] : [])];
}
