import type { NetworkFact } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { changed, unchanged, type Verb } from '../context.js';

/** Containers that are not on the network (any more) are passed over; those of services are refused before any is touched. */
export const ensureDisconnected: Verb<'ensureDisconnected'> = async (
  { network: name, containers },
  ctx,
) => {
  const named = await ctx.engine.networks({ names: [name] }, ctx.signal);
  const network = named.find(({ scope }) => scope === 'swarm');
  const there = network === undefined ? [] : attachedOf(network, containers);
  const used = there.find((attached) => attached.task !== undefined);
  if (network === undefined || there.length === 0) return unchanged;
  if (used !== undefined) {
    throw new FleetError(
      'precondition',
      `container ${used.name} belongs to a service, which is not taken off the network '${name}'`,
    );
  }
  for (const { containerId } of there) {
    await ctx.engine.disconnect({ network: network.id, container: containerId }, ctx.signal);
  }
  return changed;
};

const attachedOf = ({ attachments }: NetworkFact, containers: readonly string[]) =>
  attachments.filter(({ containerId }) => containers.includes(containerId));
