import { gateway, prefixLength } from './addresses.js';

export const bridge = 'br0';

/** The fabric's end of a host's cable. @param number counts from 1. */
export const portName = (number: number): string => `port-${String(number)}`;

export interface Cable {
  readonly number: number;
  /** Process 1 of the host: says which network namespace the other end goes to. */
  readonly initPid: number;
}

/** Lines for `ip -batch` in the fabric's namespace: the bridge, and a cable to each host. */
export function fabricBatch(cables: readonly Cable[], mtu: number): string {
  const bytes = String(mtu);
  const lines = [
    'link set lo up',
    `link add ${bridge} mtu ${bytes} type bridge mcast_snooping 0`,
    `address add ${gateway}/${String(prefixLength)} dev ${bridge}`,
    `link set ${bridge} up`,
    'route add unreachable default',
  ];
  for (const { number, initPid } of cables) {
    const port = portName(number);
    // Made in place: neither end is ever in the machine's own namespace.
    lines.push(
      `link add ${port} mtu ${bytes} type veth peer name eth0 mtu ${bytes} netns ${String(initPid)}`,
    );
    lines.push(`link set ${port} master ${bridge} up`);
  }
  return `${lines.join('\n')}\n`;
}

/** Lines for `ip -batch` in a host's namespace, once its eth0 is there. */
export function hostBatch(address: string): string {
  const lines = [
    'link set lo up',
    `address add ${address}/${String(prefixLength)} dev eth0`,
    'link set eth0 up',
    `route add default via ${gateway}`,
  ];
  return `${lines.join('\n')}\n`;
}
