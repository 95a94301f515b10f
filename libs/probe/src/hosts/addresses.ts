import type { HostFacts, InterfaceFact, NetworkFact } from '@muster/inventory';
import { contains, isAddress, parseCidr, type Cidr } from '@muster/kernel';
import ipaddr from 'ipaddr.js';

/** One spelling of each address, so that the same one compares equal. What is no address stays as it is. */
export const canonical = (address: string): string =>
  address.includes(':') && ipaddr.IPv6.isValid(address)
    ? ipaddr.IPv6.parse(address).toString()
    : address;

/** Made by Engines and their like for containers, the same on every host: nothing there is reached from elsewhere. */
const inward =
  /^(lo$|docker|br-[0-9a-f]{12}$|veth|vx-|vxlan|virbr|lxcbr|lxdbr|podman|cni|flannel|cali|kube)/;

const ofNobody: ReadonlySet<string> = new Set([
  ...['unspecified', 'broadcast', 'multicast', 'loopback', 'linkLocal'],
]);

/** Addresses of the host that another host could dial, as far as its facts tell, canonical. */
export function dialable({ machine, docker }: HostFacts): readonly string[] {
  const networks = docker.kind === 'known' ? docker.networks : [];
  const bridges = networks.filter(({ driver }) => driver === 'bridge').flatMap(blocksOf);
  return machine.interfaces
    .filter(({ name, link }) => !inward.test(name) && link !== 'down')
    .flatMap(addressesOn)
    .filter((address) => isDialable(address) && !bridges.some((it) => isIn(address, it)));
}

/** Of the interface with this name; undefined when the host has none. */
export const onInterface = (facts: HostFacts, name: string): readonly string[] | undefined => {
  const found = facts.machine.interfaces.find((it) => it.name === name);
  return found && addressesOn(found).filter(isDialable);
};

/** The interface that has the address. */
export const interfaceWith = (facts: HostFacts, address: string): InterfaceFact | undefined =>
  facts.machine.interfaces.find((it) => addressesOn(it).includes(canonical(address)));

/** Whether a node could have it as its address; Engines are known to say 0.0.0.0 while they do not know. */
export const isDialable = (address: string): boolean =>
  isAddress(address) && !ofNobody.has(ipaddr.parse(address).range());

const addressesOn = ({ addresses }: InterfaceFact): readonly string[] =>
  addresses.map((it) => canonical(it.replace(/\/.*/, '')));

const blocksOf = ({ subnets }: NetworkFact): readonly Cidr[] =>
  subnets.flatMap(({ subnet }) => parseCidr(subnet) ?? []);

function isIn(address: string, block: Cidr): boolean {
  const own = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
  return own !== undefined && contains(block, own);
}
