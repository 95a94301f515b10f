import type { GossipPort } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { gossipPortNumber } from '../../host/index.js';
import type { VerbContext } from '../context.js';
import { isEarly, soonerThan, until } from '../waiting.js';

/** An Engine that closes its listener at all does so before, or within a second after, it answers a leave. */
const patienceMs = 15_000;

/**
 * Waits until nothing holds the gossip port. An Engine that joins before that becomes a node that never gossips: Ready,
 * without ingress, for ever.
 *
 * A port whose state cannot be read does not hold anything up: waiting would tell no more.
 *
 * @throws precondition when it stays bound; deadline when the command's time is over before that is clear.
 */
export async function untilGossipPortIsFree(ctx: VerbContext): Promise<void> {
  let bound: readonly string[] = [];
  const isBound = (): string =>
    `port ${gossipPortNumber} (${bound.join(' and ')}) is still bound on this host`;
  const look = async (): Promise<true | undefined> => {
    bound = protocolsIn(await ctx.machine.gossipPort(), 'bound');
    return bound.length === 0 ? true : undefined;
  };
  try {
    await soonerThan(patienceMs, ctx, (shorter) =>
      until(shorter, { firstMs: 50, longestMs: 500, pending: isBound, look }),
    );
  } catch (error) {
    throw isEarly(error, ctx) ? leaked(isBound(), error) : error;
  }
}

/**
 * Engines before 28.3 never close the listener when their leave message was not sent within a second, which happens when
 * most nodes of a swarm leave at once (moby PR 50115). No later leave or join cures that.
 */
const leaked = (isBound: string, cause: unknown): FleetError =>
  new FleetError(
    'precondition',
    `${isBound}, ${patienceMs / 1_000} s after the host was last in a swarm: by its Engine, which kept the listener of ` +
      `a former swarm and lets go of it only when dockerd is restarted, or by another process`,
    { cause },
  );

/** The protocols whose port is in that state, as messages name them. */
export function protocolsIn(port: GossipPort, state: GossipPort['tcp']): readonly string[] {
  return [...(port.tcp === state ? ['TCP'] : []), ...(port.udp === state ? ['UDP'] : [])];
}
