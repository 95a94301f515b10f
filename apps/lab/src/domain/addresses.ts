/**
 * Hosts live in 198.18.0.0/16, a part of the range for benchmarks (RFC 2544). It meets neither Docker's local pools
 * (172.17.0.0/12, 192.168.0.0/16) nor Swarm's (10.0.0.0/8). Every lab uses the same range: their fabrics are separate.
 */
export const prefixLength = 16;

/** The fabric's own address: the default route of every host. Nothing is behind it, so it answers "unreachable". */
export const gateway = '198.18.255.254';

/** The k-th address for the k-th host. @param number counts from 1. */
export const hostAddress = (number: number): string =>
  `198.18.${String(number >> 8)}.${String(number & 0xff)}`;

/**
 * The lab's own way into a VM, apart from the network between the hosts, so that no firewall of a host cuts it off. Link-local
 * (RFC 3927): nothing routes there. The fabric's end, the same for all.
 */
export const managementGateway = '169.254.0.1';

/** The other end, in a network namespace of its own inside of the VM. @param number of the host, counts from 1. */
export const managementAddress = (number: number): string =>
  `169.254.${String(1 + (number >> 8))}.${String(number & 0xff)}`;
