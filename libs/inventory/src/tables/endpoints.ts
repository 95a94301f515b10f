import type { AttachmentFact } from '../facts.js';
import { text, textOrNull } from './column.js';
import { networkCells, networkColumns } from './networks.js';
import { defineTable, networksIn, originColumns, originOf, type View } from './table.js';

export const endpoints = defineTable({
  name: 'endpoints',
  about: 'What is attached to networks: one row a container, network and host.',
  local: true,
  key: ['host', 'network', 'networkId', 'containerId'],
  index: {
    columns: ['containerId', 'container', 'ipv4', 'ipv6', 'mac', 'taskId'],
    visit: visitEndpoints,
  },
  columns: {
    ...originColumns,
    ...networkColumns,
    containerId: text("The container's id."),
    container: text("The container's name."),
    ipv4: textOrNull('Its address on the network, without prefix length.'),
    ipv6: textOrNull('Likewise.'),
    mac: textOrNull('Lower case, colon-separated.'),
    image: textOrNull('That the container was made from; null = the Engine does not say.'),
    service: textOrNull('Of a container that runs a task: the name of the service.'),
    serviceId: textOrNull('Likewise: its id.'),
    taskId: textOrNull('Likewise: the id of the task.'),
  },
  rows(view, host, only) {
    const origin = originOf(view, host);
    return networksIn(view, host, only).flatMap((network) => {
      const about = networkCells(network);
      return network.attachments.map((it) => ({ ...origin, ...about, ...endpointCells(it) }));
    });
  },
});

/** What `endpointCells` says under these columns. */
function visitEndpoints(
  view: View,
  host: string,
  tell: (column: string, value: string) => void,
): void {
  for (const network of networksIn(view, host)) {
    for (const it of network.attachments) {
      tell('containerId', it.containerId);
      tell('container', it.name);
      tell('ipv4', addressOf(it.ipv4Address) ?? '');
      tell('ipv6', addressOf(it.ipv6Address) ?? '');
      tell('mac', it.macAddress);
      if (it.task !== undefined) tell('taskId', it.task.taskId);
    }
  }
}

const endpointCells = (it: AttachmentFact) => ({
  containerId: it.containerId,
  container: it.name,
  ipv4: addressOf(it.ipv4Address),
  ipv6: addressOf(it.ipv6Address),
  mac: it.macAddress === '' ? null : it.macAddress,
  image: it.image === '' ? null : it.image,
  service: it.task?.service ?? null,
  serviceId: it.task?.serviceId ?? null,
  taskId: it.task?.taskId ?? null,
});

/** `10.0.1.7/24` → `10.0.1.7`. */
export function addressOf(cidr: string): string | null {
  const slash = cidr.indexOf('/');
  const address = slash < 0 ? cidr : cidr.slice(0, slash);
  return address === '' ? null : address;
}

export const orphans = defineTable({
  name: 'orphans',
  about:
    'Endpoints that belong to no container: they hold an address that nobody uses. One that is being made looks like that for a moment.',
  local: true,
  key: ['host', 'network', 'networkId', 'endpointId'],
  columns: {
    ...originColumns,
    ...networkColumns,
    endpointId: text("The Engine's id."),
    endpoint: text('Its name.'),
    ipv4: textOrNull('Its address, without prefix length.'),
  },
  rows(view, host, only) {
    const origin = originOf(view, host);
    return networksIn(view, host, only).flatMap((network) =>
      network.orphans.map(({ endpointId, name, ipv4Address }) => ({
        ...origin,
        ...networkCells(network),
        ...{ endpointId, endpoint: name, ipv4: addressOf(ipv4Address) },
      })),
    );
  },
});
