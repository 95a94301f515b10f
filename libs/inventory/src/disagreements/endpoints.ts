import type { NetworkFact } from '../facts.js';
import {
  aboutNetwork,
  type Disagreement,
  type Sighting,
  sightingsBy,
  type Witness,
} from './disagreement.js';

/** Whether or not the host is in a swarm. */
export const orphanEndpoints = (
  host: string,
  networks: readonly NetworkFact[],
): readonly Disagreement[] =>
  networks.flatMap((network) =>
    network.orphans.map(({ endpointId, name, ipv4Address }) => ({
      ...{ kind: 'endpoint-orphan' as const, host, ...aboutNetwork(network) },
      subject: endpointId,
      detail: `endpoint ${name} on ${host} belongs to no container and holds ${ipv4Address || 'no address'}`,
    })),
  );

/** On an overlay, hosts share the addresses. */
export const addressesTwice = (witnesses: readonly Witness[]): readonly Disagreement[] =>
  [...sightingsBy(witnesses, ({ id }) => id).values()].flatMap(twiceIn);

function twiceIn(sightings: readonly Sighting[]): readonly Disagreement[] {
  const attached = sightings.flatMap(({ witness: { host }, network }) =>
    network.attachments
      .flatMap((it) => [it.ipv4Address, it.ipv6Address].map((address) => ({ ...it, address })))
      .filter(({ address }) => address !== '')
      .map(({ address, name, containerId }) => ({ host, network, address, name, containerId })),
  );
  const same = [...Map.groupBy(attached, ({ address }) => address).values()];
  return same
    .filter((them) => them.length > 1)
    .flatMap((them) =>
      them.map(({ host, network, address, name, containerId }) => ({
        ...{ kind: 'address-twice' as const, host, ...aboutNetwork(network) },
        subject: containerId,
        detail: `${name} on ${host} has ${address} on ${network.name}, as ${them.length - 1} more`,
      })),
    );
}
