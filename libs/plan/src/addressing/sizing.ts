/** From this use on a network is called nearly full; a subnet is sized so that what is expected stays below it. */
export const nearlyFull = 0.8;

/** The address of the network itself, its gateway, and broadcast. */
const overhead = 3;
/** Swarms give a load balancer one address on each host; smaller subnets have no room for it. */
const smallest = 29;
const largest = 8;

/**
 * Prefix length of a subnet for so many endpoints: each has an address, and may be a service by itself with a virtual address
 * besides; each host has an endpoint of the load balancer (swarmkit manager/allocator).
 */
export function prefixFor(endpoints: number, hosts: number): number {
  const needed = Math.ceil((2 * endpoints + hosts + overhead) / nearlyFull);
  const prefix = 32 - Math.ceil(Math.log2(needed));
  return Math.min(smallest, Math.max(largest, prefix));
}
