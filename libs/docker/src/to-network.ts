import {
  overlayOptions,
  type AddressUse,
  type AttachmentFact,
  type NetworkFact,
  type NetworkScope,
  type SubnetFact,
} from '@muster/inventory';
import type { WireContainer, WireNetwork, WireSubnetStatus } from './wire.js';

/** What stays the same for the life of a container. */
export type ContainerNote = Pick<AttachmentFact, 'image' | 'task'>;

/** @param containers by id, for what the network itself does not tell of who is attached. */
export function toNetworkFact(
  network: WireNetwork,
  containers: ReadonlyMap<string, ContainerNote> = new Map(),
): NetworkFact {
  const options = network.Options ?? {};
  return {
    id: network.Id ?? '',
    name: network.Name ?? '',
    driver: network.Driver ?? '',
    scope: toScope(network.Scope),
    attachable: network.Attachable ?? false,
    internal: network.Internal ?? false,
    ingress: network.Ingress ?? false,
    // The overlay driver looks only whether the option is there, not at its value.
    encrypted: 'encrypted' in options,
    subnets: toSubnets(network),
    options,
    labels: network.Labels ?? {},
    vnis: toVnis(options[overlayOptions.vnis]),
    createdAt: toTime(network.Created),
    peers: (network.Peers ?? []).map((peer) => ({
      name: peer.Name ?? '',
      address: peer.IP ?? '',
    })),
    orphans: toOrphans(network.Containers ?? {}),
    attachments: toAttachments(network.Containers ?? {}, containers),
  };
}

function toScope(scope: string | undefined): NetworkScope {
  return scope === 'swarm' || scope === 'global' ? scope : 'local';
}

function toVnis(list: string | undefined): readonly number[] {
  return list === undefined || list === '' ? [] : list.split(',').map(Number);
}

/** Go's zero time stands for "not known". */
const toTime = (time: string | undefined): string =>
  time === undefined || time.startsWith('0001-') ? '' : time;

export const isContainerId = (id: string): boolean => /^[0-9a-f]{64}$/.test(id);

/** The Engine lists its own endpoints too (`lb-NAME`, `ingress-sbox`); only containers have such ids. */
function toAttachments(
  endpoints: NonNullable<WireNetwork['Containers']>,
  containers: ReadonlyMap<string, ContainerNote>,
): NetworkFact['attachments'] {
  return Object.entries(endpoints)
    .filter(([id]) => isContainerId(id))
    .map(([containerId, endpoint]) => ({
      containerId,
      name: endpoint.Name ?? '',
      ipv4Address: endpoint.IPv4Address ?? '',
      ipv6Address: endpoint.IPv6Address ?? '',
      macAddress: endpoint.MacAddress ?? '',
      image: '',
      ...containers.get(containerId),
    }));
}

/** An endpoint that no sandbox has joined is listed under its own id (moby daemon/network.go). */
const orphanPrefix = 'ep-';

const toOrphans = (endpoints: NonNullable<WireNetwork['Containers']>): NetworkFact['orphans'] =>
  Object.entries(endpoints)
    .filter(([id]) => id.startsWith(orphanPrefix))
    .map(([id, endpoint]) => ({
      endpointId: id.slice(orphanPrefix.length),
      name: endpoint.Name ?? '',
      ipv4Address: endpoint.IPv4Address ?? '',
    }));

function toSubnets({ IPAM, Status }: WireNetwork): readonly SubnetFact[] {
  return (IPAM?.Config ?? []).map((range) => {
    const use = Status?.IPAM?.Subnets?.[range.Subnet ?? ''];
    return {
      subnet: range.Subnet ?? '',
      gateway: range.Gateway ?? '',
      ...(range.IPRange !== undefined && range.IPRange !== '' && { ipRange: range.IPRange }),
      ...(use && { use: toUse(use) }),
    };
  });
}

/** Of an IPv6 subnet the Engine counts up to 2^64 - 1. */
const toUse = ({ IPsInUse = 0, DynamicIPsAvailable = 0 }: WireSubnetStatus): AddressUse => ({
  inUse: Math.min(IPsInUse, Number.MAX_SAFE_INTEGER),
  available: Math.min(DynamicIPsAvailable, Number.MAX_SAFE_INTEGER),
});

export function toContainerNote({ Image, Labels }: WireContainer): ContainerNote {
  const taskId = Labels?.['com.docker.swarm.task.id'];
  const task = taskId !== undefined && {
    taskId,
    serviceId: Labels?.['com.docker.swarm.service.id'] ?? '',
    service: Labels?.['com.docker.swarm.service.name'] ?? '',
  };
  return { image: Image ?? '', ...(task && { task }) };
}
