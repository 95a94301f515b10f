import type { CreateOverlay } from '@muster/docker';
import { overlayDifferences, type NetworkFact } from '@muster/inventory';
import { overlaps, parseCidr } from '@muster/kernel';

/** What makes the network another one than wanted, as a person reads it; labels do not. Empty: it is the one wanted. */
export function differences(wanted: CreateOverlay, seen: NetworkFact): readonly string[] {
  if (seen.ingress && !wanted.ingress) return ["it is the swarm's routing mesh"];
  return overlayDifferences(wanted, seen).map(
    ({ property, seen: is, wanted: want }) => `${property} is ${is || 'none'}, wanted ${want}`,
  );
}

/** The first of the networks that has an address range in common with the wanted one, and which range. */
export function overlapping(
  wanted: CreateOverlay,
  networks: readonly NetworkFact[],
): { readonly network: string; readonly subnet: string } | undefined {
  const ranges = wanted.subnets.flatMap(({ subnet }) => parseCidr(subnet) ?? []);
  return networks
    .filter((network) => network.scope === 'swarm')
    .flatMap((network) => network.subnets.map(({ subnet }) => ({ network: network.name, subnet })))
    .find(({ subnet }) => {
      const taken = parseCidr(subnet);
      return taken !== undefined && ranges.some((range) => overlaps(range, taken));
    });
}

/** The first of the networks that has a VXLAN identifier in common with the wanted one, and which. */
export function sharingVni(
  { vnis }: CreateOverlay,
  networks: readonly NetworkFact[],
): { readonly network: string; readonly vni: number } | undefined {
  return networks
    .flatMap((network) => network.vnis.map((vni) => ({ network: network.name, vni })))
    .find(({ vni }) => vnis.includes(vni));
}
