import type { ServiceFact, ServiceNetwork } from '../facts.js';
import { networksOf } from '../inventory.js';
import { integerOrNull, map, text, textOrNull } from './column.js';
import { addressOf } from './endpoints.js';
import { seenBy } from './swarm.js';
import { defineTable, originColumns, originOf, type View } from './table.js';

export const services = defineTable({
  name: 'services',
  about: 'Services of swarms as a connected manager lists them; `host` is that manager.',
  local: false,
  key: ['host', 'serviceId'],
  columns: {
    ...originColumns,
    swarm: text('Id of the swarm.'),
    serviceId: text("The Engine's id."),
    service: text('Its name.'),
    image: text('Of its tasks.'),
    mode: text('replicated, global, replicated-job or global-job; empty = something else.'),
    replicas: integerOrNull('How many tasks are wanted; null = one a host.'),
    endpointMode: text('vip or dnsrr.'),
    labels: map('Its labels.'),
  },
  rows: (view, host) =>
    servicesOf(view, host, (it) => [
      {
        image: it.image,
        mode: it.mode,
        replicas: it.replicas ?? null,
        endpointMode: it.endpointMode,
        labels: it.labels,
      },
    ]),
});

export const serviceNetworks = defineTable({
  name: 'serviceNetworks',
  about:
    'On which networks services are, with their virtual addresses; `host` is the manager that lists them.',
  local: false,
  key: ['host', 'serviceId', 'networkId'],
  columns: {
    ...originColumns,
    swarm: text('Id of the swarm.'),
    serviceId: text("The Engine's id."),
    service: text('Its name.'),
    networkId: text('Id of the network.'),
    network: textOrNull('Its name; null = the manager does not list it.'),
    virtualIp: textOrNull('Without prefix length; null = it has none there.'),
  },
  rows(view, host) {
    const names = new Map(networksOf(view.inventory, host).map(({ id, name }) => [id, name]));
    const cells = ({ networkId, virtualIp }: ServiceNetwork) => ({
      networkId,
      network: names.get(networkId) ?? null,
      virtualIp: addressOf(virtualIp),
    });
    return servicesOf(view, host, (service) => service.networks.map(cells));
  },
});

/** What is made of each service that the host's manager lists, with what every row says of it. */
function servicesOf<Cells extends object>(
  view: View,
  host: string,
  make: (service: ServiceFact) => readonly Cells[],
) {
  const swarm = seenBy(view.inventory, host);
  if (swarm === undefined) return [];
  const origin = originOf(view, host);
  return swarm.facts.services.flatMap((service) =>
    make(service).map((cells) => ({
      ...origin,
      swarm: swarm.id,
      serviceId: service.serviceId,
      service: service.name,
      ...cells,
    })),
  );
}
