import type { GossipPort } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { gossipPortNumber } from '../../host/index.js';
import type { VerbContext } from '../context.js';
import { restartIdleEngine } from '../restart-engine.js';
import { isEarly, soonerThan, until } from '../waiting.js';

/** An Engine that closes its listener at all does so before, or within a second after, it answers a leave. */
const patienceMs = 5_000;

/**
 * Waits until nothing holds the gossip port of a host that is in no swarm. An Engine that joins before that becomes a
 * node that never gossips: Ready, without ingress, for ever.
 *
 * Engines before 28.3 never close the listener when their leave message was not sent within a second, which happens when
 * most nodes of a swarm leave at once (moby PR 50115). Only a restart of dockerd cures that; it is done when the
 * administrator told the agent how, and no container runs on the host.
 *
 * A port whose state cannot be read does not hold anything up: waiting would tell no more.
 *
 * @throws precondition when it stays bound; deadline when the command's time is over before that is clear.
 */
export async function untilGossipPortIsFree(ctx: VerbContext): Promise<void> {
  try {
    await freeSoon(ctx);
  } catch (error) {
    if (!isEarly(error, ctx)) throw error;
    await restartFor(FleetError.from(error), ctx);
    await freeSoon(ctx);
  }
}

/** True when it can be read that nothing has bound the port. */
export async function isGossipPortFree(ctx: VerbContext): Promise<boolean> {
  return protocolsIn(await ctx.machine.gossipPort(), 'free').length === 2;
}

/** @throws deadline when it is still bound after a while. */
function freeSoon(ctx: VerbContext): Promise<true> {
  let bound: readonly string[] = [];
  const look = async (): Promise<true | undefined> => {
    bound = protocolsIn(await ctx.machine.gossipPort(), 'bound');
    return bound.length === 0 ? true : undefined;
  };
  const pending = () =>
    `port ${gossipPortNumber} (${bound.join(' and ')}) is still bound on this host, which is in no swarm`;
  return soonerThan(patienceMs, ctx, (shorter) =>
    until(shorter, { firstMs: 50, longestMs: 500, pending, look }),
  );
}

/** @throws precondition when that may not be done. */
async function restartFor(cause: FleetError, ctx: VerbContext): Promise<void> {
  try {
    await restartIdleEngine(ctx);
  } catch (error) {
    const { code, message } = FleetError.from(error);
    if (code !== 'unsupported' && code !== 'precondition') throw error;
    throw new FleetError(
      'precondition',
      `port ${gossipPortNumber} is still bound on this host, which is in no swarm: its Engine kept the gossip listener ` +
        `of a former swarm (moby PR 50115), or another process has the port; ${message}, then try again`,
      { cause },
    );
  }
}

/** The protocols whose port is in that state, as messages name them. */
export function protocolsIn(port: GossipPort, state: GossipPort['tcp']): readonly string[] {
  return [...(port.tcp === state ? ['TCP'] : []), ...(port.udp === state ? ['UDP'] : [])];
}
