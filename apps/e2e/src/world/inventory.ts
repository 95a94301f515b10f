import { createHash } from 'node:crypto';
import type { World } from './world.ts';

/** What there is on a host: networks and who is attached, as rows that can be compared whole. */
export type HostNetworks = {
  readonly networks: readonly object[];
  readonly endpoints: readonly object[];
};

type Row = Readonly<Record<string, unknown>>;

/** As the inventory tells it now, without looking at the host for it. */
export async function told(world: World, host: string): Promise<HostNetworks> {
  const networks = (await rows(world, 'networks', host)).map((row) => picked(row, networkFields));
  const endpoints = (await rows(world, 'endpoints', host)).map((row) =>
    picked(row, endpointFields),
  );
  return sorted({ networks, endpoints });
}

const networkFields = [
  ...['id', 'network', 'driver', 'scope', 'attachable', 'internal', 'ingress', 'encrypted'],
  ...['subnets', 'options', 'labels', 'createdAt', 'peers', 'endpoints'],
];
const endpointFields = [
  ...[
    'networkId',
    'network',
    'containerId',
    'container',
    'ipv4',
    'ipv6',
    'mac',
    'image',
    'service',
  ],
];

const picked = (row: Row, fields: readonly string[]): Row =>
  Object.fromEntries(fields.map((field) => [field, row[field]]));

/** All rows of a table that are of this host. */
export async function rows(world: World, table: string, host: string): Promise<readonly Row[]> {
  const all: Row[] = [];
  let cursor = '';
  do {
    const { status, body } = await world.get(`/v1/${table}?host=${host}&limit=1000${cursor}`);
    if (status !== 200) throw new Error(`${table} of ${host}: ${String(status)} ${body}`);
    const page = JSON.parse(body) as { next: string | null } & Record<string, Row[]>;
    all.push(...(page[table] ?? []));
    cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return all;
}

type Inspected = {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Scope: string;
  readonly Created: string;
  readonly Attachable: boolean;
  readonly Internal: boolean;
  readonly Ingress: boolean;
  readonly IPAM: { readonly Config: readonly { readonly Subnet: string }[] | null };
  readonly Options: Readonly<Record<string, string>> | null;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Peers?: readonly object[] | null;
  readonly Containers: Readonly<Record<string, Endpoint>> | null;
};
type Endpoint = {
  readonly Name: string;
  readonly IPv4Address: string;
  readonly IPv6Address: string;
  readonly MacAddress: string;
};
type Container = { readonly Image: string; readonly service: string | null };

/** As `docker network inspect` and `docker inspect` tell it. */
export async function inspected(world: World, host: string): Promise<HostNetworks> {
  const ids = (await world.docker(host, 'network', 'ls', '--quiet', '--no-trunc')).split('\n');
  const text = await world.docker(host, 'network', 'inspect', ...ids);
  const containers = await containersOf(world, host);
  const all = JSON.parse(text) as readonly Inspected[];
  return sorted({
    networks: all.map(networkRow),
    endpoints: all.flatMap((network) => endpointRows(network, containers)),
  });
}

async function containersOf(world: World, host: string): Promise<ReadonlyMap<string, Container>> {
  const label = '{{index .Config.Labels "com.docker.swarm.service.name"}}';
  const ids = (await world.docker(host, 'ps', '--quiet', '--no-trunc')).split('\n').filter(Boolean);
  if (ids.length === 0) return new Map();
  const format = `{{.Id}}\t{{.Config.Image}}\t${label}`;
  const lines = (await world.docker(host, 'inspect', '--format', format, ...ids)).split('\n');
  return new Map(
    lines.map((line) => {
      const [id = '', Image = '', service = ''] = line.split('\t');
      return [id, { Image, service: isSaid(service) ? service : null }];
    }),
  );
}

/** What templates print for a label that is not there. */
const isSaid = (text: string): boolean => text !== '' && text !== '<no value>';

const isContainer = ([id]: readonly [string, Endpoint]): boolean => /^[0-9a-f]{64}$/.test(id);

const networkRow = (it: Inspected): object => ({
  ...{ id: it.Id, network: it.Name, driver: it.Driver, scope: it.Scope },
  ...{ attachable: it.Attachable, internal: it.Internal, ingress: it.Ingress },
  encrypted: 'encrypted' in (it.Options ?? {}),
  subnets: (it.IPAM.Config ?? []).map(({ Subnet }) => Subnet),
  options: it.Options ?? {},
  labels: it.Labels ?? {},
  createdAt: it.Created,
  peers: it.Peers?.length ?? 0,
  endpoints: Object.entries(it.Containers ?? {}).filter(isContainer).length,
});

const endpointRows = (
  { Id, Name, Containers }: Inspected,
  containers: ReadonlyMap<string, Container>,
): readonly object[] =>
  Object.entries(Containers ?? {})
    .filter(isContainer)
    .map(([containerId, endpoint]) => ({
      ...{ networkId: Id, network: Name, containerId, container: endpoint.Name },
      ipv4: endpoint.IPv4Address.replace(/\/.*/, '') || null,
      ipv6: endpoint.IPv6Address.replace(/\/.*/, '') || null,
      mac: endpoint.MacAddress || null,
      image: containers.get(containerId)?.Image ?? null,
      service: containers.get(containerId)?.service ?? null,
    }));

function sorted({ networks, endpoints }: HostNetworks): HostNetworks {
  const inOrder = (items: readonly object[]): readonly object[] =>
    items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { networks: inOrder(networks), endpoints: inOrder(endpoints) };
}

/** Numbers that look random and are the same in every run. */
export function dice(seed: string): (sides: number) => number {
  let rolls = 0;
  return (sides) => {
    rolls += 1;
    const digest = createHash('sha256')
      .update(`${seed} ${String(rolls)}`)
      .digest();
    return digest.readUInt32BE(0) % sides;
  };
}
