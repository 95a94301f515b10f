import { gateway, managementAddress, managementGateway, prefixLength } from './addresses.js';

export const bridge = 'br0';

/** The fabric's end of a host's cable. @param number counts from 1. */
export const portName = (number: number): string => `port-${String(number)}`;

/** The fabric's end of the lab's own cable to a VM. @param number counts from 1. */
export const managementPortName = (number: number): string => `lab-${String(number)}`;

export interface Cable {
  /** Of the host; counts from 1. */
  readonly number: number;
  /** Process 1 of the host: says which network namespace the other end goes to. null: QEMU takes it to a VM. */
  readonly initPid: number | null;
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
  return text([...lines, ...cables.flatMap((cable) => cableLines(cable, bytes))]);
}

function cableLines({ number, initPid }: Cable, bytes: string): string[] {
  const port = portName(number);
  const toBridge = `link set ${port} master ${bridge} up`;
  if (initPid !== null) {
    // Made in place: neither end is ever in the machine's own namespace.
    const peer = `peer name eth0 mtu ${bytes} netns ${String(initPid)}`;
    return [`link add ${port} mtu ${bytes} type veth ${peer}`, toBridge];
  }
  const lab = managementPortName(number);
  return [
    `tuntap add dev ${port} mode tap`,
    `link set ${port} mtu ${bytes}`,
    toBridge,
    `tuntap add dev ${lab} mode tap`,
    `address add ${managementGateway} peer ${managementAddress(number)} dev ${lab}`,
    `link set ${lab} up`,
  ];
}

/** Lines for `ip -batch` in a host's namespace, once its eth0 is there. */
export function hostBatch(address: string): string {
  return text([
    'link set lo up',
    `address add ${address}/${String(prefixLength)} dev eth0`,
    'link set eth0 up',
    `route add default via ${gateway}`,
  ]);
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
