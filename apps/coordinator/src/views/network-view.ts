import type { NetworkView } from '@muster/api';
import {
  dockerOf,
  type Inventory,
  isMaterialised,
  type LatestVerification,
  type LatestVerifications,
  membershipOf,
  mtuOf,
  networkConditionsOf,
  type NetworkFact,
  networksOf,
} from '@muster/inventory';

/** The swarm's networks, each merged from what all these hosts report; and the hosts that could not be asked. */
export function networkViews(
  inventory: Inventory,
  hosts: readonly string[],
  verifications: LatestVerifications = new Map(),
): { networks: NetworkView[]; unknownOn: string[] } {
  const unknownOn = hosts.filter((host) => dockerOf(inventory, host).kind === 'unknown');
  const seen = hosts.flatMap((host) =>
    networksOf(inventory, host)
      .filter(({ scope }) => scope === 'swarm')
      .map((network) => ({ host, network })),
  );
  const byId = Map.groupBy(seen, ({ network }) => network.id);
  const of = hosts.filter((host) => membershipOf(inventory, host).kind === 'member').length;
  const networks = [...byId].map(([id, sightings]) => {
    const latest = verifications.get(id);
    return merged(inventory, sightings, { of, latest });
  });
  return { networks: networks.sort((a, b) => a.name.localeCompare(b.name)), unknownOn };
}

type Sighting = { readonly host: string; readonly network: NetworkFact };

function merged(
  inventory: Inventory,
  sightings: readonly Sighting[],
  known: { readonly of: number; readonly latest: LatestVerification | undefined },
): NetworkView {
  // The Engine's own definition is the same everywhere; what differs by host is peers and attachments.
  const [first] = sightings as readonly [Sighting, ...Sighting[]];
  const { network } = first;
  const materialisedOn = sightings
    .filter(({ network: seenHere }) => isMaterialised(seenHere))
    .map(({ host }) => host);
  const materialised = { hosts: materialisedOn.length, of: known.of };
  const { conditions, ready } = networkConditionsOf(network, known.latest);
  const observed = sightings.map(({ host }) => inventory.hosts[host]?.facts?.observedAt ?? '');
  return {
    ...definition(network),
    materialisedOn,
    attachments: sightings.flatMap(attachmentsOf),
    conditions: { ...conditions, materialised },
    ready,
    observedAt: observed.sort()[0] ?? '',
  };
}

/** What is the same on every host. */
const definition = (network: NetworkFact) => ({
  name: network.name,
  id: network.id,
  driver: network.driver,
  scope: network.scope,
  attachable: network.attachable,
  internal: network.internal,
  encrypted: network.encrypted,
  ingress: network.ingress,
  subnets: network.subnets.map(({ subnet, gateway, ipRange }) => ({
    subnet,
    gateway,
    ipRange: ipRange ?? null,
  })),
  mtu: mtuOf(network),
  vnis: [...network.vnis],
  options: { ...network.options },
  labels: { ...network.labels },
  createdAt: network.createdAt,
});

const attachmentsOf = ({ host, network }: Sighting): NetworkView['attachments'] =>
  network.attachments.map(({ name, ipv4Address, ipv6Address }) => ({
    host,
    container: name,
    ipv4Address,
    ipv6Address,
  }));
