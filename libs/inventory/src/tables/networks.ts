import { blockCells, blockColumns } from './block.js';
import type { NetworkFact, SubnetFact } from '../facts.js';
import { isMaterialised, mtuOf } from '../networks.js';
import { flag, integer, integerOrNull, list, map, text, textOrNull, timeOrNull } from './column.js';
import { defineTable, networksIn, originColumns, originOf } from './table.js';

export const networks = defineTable({
  name: 'networks',
  about: 'Networks as each host lists them: one row a network and host.',
  local: true,
  key: ['host', 'network', 'id'],
  columns: {
    ...originColumns,
    network: text('Its name.'),
    id: text("The Engine's id; the same on all hosts for a network of the swarm."),
    driver: text('overlay, bridge, macvlan, …'),
    scope: text('local, swarm or global.'),
    materialised: flag(
      'Whether it exists on this host. A manager lists every network of its swarm, also those that nothing there uses.',
    ),
    attachable: flag('Standalone containers may join.'),
    internal: flag('It has no way out.'),
    encrypted: flag('Asked for; says nothing about what is on the wire.'),
    ingress: flag('The routing mesh.'),
    subnets: list('CIDR; the table subnets has one row each.'),
    mtu: integerOrNull("As it was asked for; null = the Engine's default.", 'bytes'),
    vnis: list('VXLAN network identifiers, one a subnet.'),
    options: map("The driver's options."),
    labels: map('Its labels.'),
    createdAt: timeOrNull('null = the Engine does not say.'),
    endpoints: integer('Endpoints of this host on it.'),
    peers: integer('Hosts that gossip about it, as this host sees them.'),
  },
  rows(view, host, only) {
    const origin = originOf(view, host);
    return networksIn(view, host, only).map((it) => ({
      ...origin,
      network: it.name,
      ...{ id: it.id, driver: it.driver, scope: it.scope },
      materialised: isMaterialised(it),
      ...{ attachable: it.attachable, internal: it.internal },
      ...{ encrypted: it.encrypted, ingress: it.ingress },
      subnets: it.subnets.map(({ subnet }) => subnet),
      mtu: mtuOf(it),
      vnis: it.vnis.map(String),
      ...{ options: it.options, labels: it.labels },
      createdAt: it.createdAt === '' ? null : it.createdAt,
      endpoints: it.attachments.length,
      peers: it.peers.length,
    }));
  },
});

/** What rows of things on a network say of it. */
export const networkColumns = {
  network: text('Name of the network.'),
  networkId: text('Its id.'),
  driver: text('overlay, bridge, macvlan, …'),
  scope: text('local, swarm or global.'),
};

export const networkCells = (it: NetworkFact) => ({
  network: it.name,
  networkId: it.id,
  driver: it.driver,
  scope: it.scope as string,
});

export const subnets = defineTable({
  name: 'subnets',
  about: 'Subnets of networks: one row a subnet, network and host that lists it.',
  local: true,
  key: ['host', 'network', 'networkId', 'subnet'],
  columns: {
    ...originColumns,
    ...networkColumns,
    subnet: text('CIDR.'),
    gateway: textOrNull('null = none.'),
    inUse: integerOrNull(
      'In use or reserved, network, broadcast and gateway too, as this Engine counts; null before API 1.52.',
      'addresses',
    ),
    available: integerOrNull('That this Engine can still give by itself.', 'addresses'),
    ...blockColumns,
  },
  rows(view, host, only) {
    const origin = originOf(view, host);
    return networksIn(view, host, only).flatMap((network) =>
      network.subnets.map((subnet) => ({
        ...origin,
        ...networkCells(network),
        ...subnetCells(subnet),
      })),
    );
  },
});

const subnetCells = ({ subnet, gateway, use }: SubnetFact) => ({
  subnet,
  gateway: gateway === '' ? null : gateway,
  inUse: use?.inUse ?? null,
  available: use?.available ?? null,
  ...blockCells(subnet),
});

export const peers = defineTable({
  name: 'peers',
  about: 'Who gossips about an overlay, as each host sees it.',
  local: true,
  key: ['host', 'network', 'networkId', 'peer', 'address'],
  columns: {
    ...originColumns,
    ...networkColumns,
    peer: text("The peer's name: a hostname and a part of a node's id."),
    address: text('Where its gossip and VXLAN are.'),
  },
  rows(view, host, only) {
    const origin = originOf(view, host);
    return networksIn(view, host, only).flatMap((network) =>
      network.peers.map(({ name, address }) => ({
        ...origin,
        ...networkCells(network),
        peer: name,
        address,
      })),
    );
  },
});
