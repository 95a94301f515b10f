import { capabilityNames, type MachineFacts } from '../machine.js';
import { blockCells, blockColumns } from './block.js';
import { integer, integerOrNull, list, text, textOrNull } from './column.js';
import { defineTable, originColumns, originOf, type View } from './table.js';

const machineOf = ({ inventory }: View, host: string): MachineFacts | undefined =>
  inventory.hosts[host]?.facts?.machine;

export const interfaces = defineTable({
  name: 'interfaces',
  about: "Network interfaces of hosts, without the ends of containers' veth pairs.",
  local: true,
  key: ['host', 'interface'],
  columns: {
    ...originColumns,
    interface: text('Its name: eth0.'),
    addresses: list('With prefix length.'),
    mtu: integerOrNull('The largest packet.', 'bytes'),
    driver: textOrNull('virtio_net, bridge, vlan, …'),
    link: text('up, down or unknown.'),
    mac: textOrNull('Lower case, colon-separated.'),
  },
  rows(view, host) {
    const origin = originOf(view, host);
    return (machineOf(view, host)?.interfaces ?? []).map((it) => ({
      ...origin,
      interface: it.name,
      addresses: it.addresses,
      mtu: it.mtu ?? null,
      driver: it.driver ?? null,
      link: it.link ?? 'unknown',
      mac: it.mac ?? null,
    }));
  },
});

export const addresses = defineTable({
  name: 'addresses',
  about: "Addresses of hosts' interfaces, one row each.",
  local: true,
  key: ['host', 'interface', 'address'],
  columns: {
    ...originColumns,
    interface: text('Its name: eth0.'),
    address: text('Without prefix length.'),
    prefix: integerOrNull('Of its subnet.', 'bits'),
  },
  rows(view, host) {
    const origin = originOf(view, host);
    return (machineOf(view, host)?.interfaces ?? []).flatMap((it) =>
      it.addresses.map((cidr) => {
        const [address = '', prefix] = cidr.split('/');
        const bits = prefix === undefined ? null : Number(prefix);
        return { ...origin, interface: it.name, address, prefix: bits };
      }),
    );
  },
});

export const routes = defineTable({
  name: 'routes',
  about: 'The main routing tables of hosts, without loopback, link-local and multicast.',
  local: true,
  key: ['host', 'destination', 'gateway', 'interface', 'nth'],
  columns: {
    ...originColumns,
    destination: text('A block: 10.0.0.0/8; 0.0.0.0/0 is the default route.'),
    gateway: text('Empty = on the link.'),
    interface: text('Through which it leaves.'),
    ...blockColumns,
    nth: integer('Its place in the table, from 0: a kernel may list the same route twice.'),
  },
  rows(view, host) {
    const origin = originOf(view, host);
    return (machineOf(view, host)?.routes.routes ?? []).map((route, nth) => ({
      ...origin,
      destination: route.destination,
      gateway: route.gateway,
      interface: route.interface,
      ...blockCells(route.destination),
      nth,
    }));
  },
});

export const capabilities = defineTable({
  name: 'capabilities',
  about: 'What overlay networks need of the kernel.',
  local: true,
  key: ['host', 'capability'],
  columns: {
    ...originColumns,
    capability: text('vxlan, esp, ipvs, …'),
    state: text('yes, no or unknown.'),
    how: text('Where that was seen.'),
  },
  rows(view, host) {
    const origin = originOf(view, host);
    const seen = machineOf(view, host)?.capabilities;
    if (seen === undefined) return [];
    return capabilityNames.map((capability) => ({ ...origin, capability, ...seen[capability] }));
  },
});
