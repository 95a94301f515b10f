import type { HostFacts } from '@muster/inventory';
import { contains, parseCidr, type Cidr } from '@muster/kernel';
import type { Host } from '../situation/situation.js';
import { dockerOf } from './hosts.js';

/** A block that is in use on a host, and by what: `network docker_gwbridge`, `interface eth0`. */
export type Used = {
  readonly host: string;
  readonly block: Cidr;
  readonly by: string;
  /** Of a route through a gateway: addresses in it may or may not be in use. */
  readonly isRoute: boolean;
};

// Asked about once for each network and pool, of each of a thousand hosts; facts never change.
const known = new WeakMap<HostFacts, readonly Used[]>();

/** What has addresses on this host or is reached from it. @param except a network that does not count. */
export function usedOn(host: Host, except = ''): readonly Used[] {
  const { facts } = host;
  if (facts === undefined) return [];
  const all = known.get(facts) ?? find(host, facts);
  known.set(facts, all);
  return except === '' ? all : all.filter(({ by }) => by !== `network ${except}`);
}

function find(host: Host, { machine }: HostFacts): readonly Used[] {
  const use = (text: string, by: string, isRoute = false): readonly Used[] => {
    const block = parseCidr(text);
    return block === undefined ? [] : [{ host: host.name, block, by, isRoute }];
  };
  const networks = (dockerOf(host)?.networks ?? []).flatMap((network) =>
    network.subnets.flatMap(({ subnet }) => use(subnet, `network ${network.name}`)),
  );
  const interfaces = machine.interfaces
    .flatMap((it) => it.addresses.flatMap((address) => use(address, `interface ${it.name}`)))
    // The bridge of a network has an address in it; the network says it better.
    .filter(isOutside(networks));
  const routes = machine.routes.routes
    .flatMap(({ destination, gateway, interface: device }) =>
      use(destination, `the route through ${gateway || device}`, gateway !== ''),
    )
    // Everything is in the default route; what is on a link of its own was told by its interface.
    .filter(({ block }) => block.prefix > 0)
    .filter(isOutside([...networks, ...interfaces]));
  const resolvers = machine.resolvers
    .filter((address) => !/^(127\.|::1$)/.test(address))
    .flatMap((address) => use(`${address}/${bitsOf(address)}`, `name server ${address}`));
  return [...networks, ...interfaces, ...routes, ...resolvers];
}

const bitsOf = (address: string): number => (address.includes(':') ? 128 : 32);

const isOutside =
  (others: readonly Used[]) =>
  ({ block }: Used): boolean =>
    !others.some((other) => contains(other.block, block));
