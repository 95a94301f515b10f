import type { CreateOverlay } from '@muster/docker';
import type { NetworkFact } from '@muster/inventory';
import { overlaps, parseCidr } from '@muster/kernel';

/** What makes the network another one than wanted, as a person reads it; labels do not. Empty: it is the one wanted. */
export function differences(wanted: CreateOverlay, seen: NetworkFact): readonly string[] {
  if (seen.ingress) return ["it is the swarm's routing mesh"];
  const mtu = seen.options['com.docker.network.driver.mtu'] ?? 'default';
  return [
    ...differs('driver', 'overlay', seen.driver),
    ...differs('attachable', wanted.attachable, seen.attachable),
    ...differs('internal', wanted.internal, seen.internal),
    ...differs('encrypted', wanted.encrypted, seen.encrypted),
    ...(wanted.mtu === undefined ? [] : differs('mtu', String(wanted.mtu), mtu)),
    ...(wanted.subnets.length === 0
      ? []
      : differs(
          'subnets',
          canonical(wanted.subnets),
          canonical(seen.subnets.map(({ subnet }) => subnet)),
        )),
  ];
}

function differs<T extends string | boolean>(name: string, wanted: T, seen: T): readonly string[] {
  return wanted === seen ? [] : [`${name} is ${seen}, wanted ${wanted}`];
}

const canonical = (subnets: readonly string[]): string =>
  subnets
    .map((subnet) => parseCidr(subnet)?.text ?? subnet)
    .sort()
    .join(' ');

/** The first of the networks that has an address range in common with the wanted one, and which range. */
export function overlapping(
  wanted: CreateOverlay,
  networks: readonly NetworkFact[],
): { readonly network: string; readonly subnet: string } | undefined {
  const ranges = wanted.subnets.flatMap((subnet) => parseCidr(subnet) ?? []);
  return networks
    .filter((network) => network.scope === 'swarm')
    .flatMap((network) => network.subnets.map(({ subnet }) => ({ network: network.name, subnet })))
    .find(({ subnet }) => {
      const taken = parseCidr(subnet);
      return taken !== undefined && ranges.some((range) => overlaps(range, taken));
    });
}
