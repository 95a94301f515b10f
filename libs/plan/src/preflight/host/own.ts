import type { HostFacts, InterfaceFact } from '@muster/inventory';
import { contains, parseCidr } from '@muster/kernel';
import type { Host } from '../../situation/situation.js';
import { dockerOf } from '../hosts.js';

/** An address of a host by which others may know it, without prefix. */
export type OwnAddress = { readonly address: string; readonly interface: InterfaceFact };

// As in used.ts.
const known = new WeakMap<HostFacts, readonly OwnAddress[]>();

/**
 * The addresses of a host that are in the world outside: not those of loopback, of the link alone, of bridges inside the
 * host, and of Docker's own networks, which are often the same on all hosts.
 */
export function ownAddresses(host: Host): readonly OwnAddress[] {
  if (host.facts === undefined) return [];
  const own = known.get(host.facts) ?? find(host, host.facts);
  known.set(host.facts, own);
  return own;
}

function find(host: Host, { machine }: HostFacts): readonly OwnAddress[] {
  const inner = (dockerOf(host)?.networks ?? []).flatMap(({ subnets }) =>
    subnets.flatMap(({ subnet }) => parseCidr(subnet) ?? []),
  );
  const isInner = (address: string): boolean => {
    const block = parseCidr(address);
    return block === undefined || inner.some((other) => contains(other, block));
  };
  return machine.interfaces
    .filter(({ name, driver }) => name !== 'lo' && driver !== 'bridge')
    .flatMap((it) =>
      it.addresses
        .filter((address) => !ofLink.test(address) && !isInner(address))
        .map((address) => ({ address: address.replace(/\/.*/, ''), interface: it })),
    );
}

/** Loopback and link-local. */
const ofLink = /^(127\.|169\.254\.|::1\/|fe[89ab])/i;
