import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces, release } from 'node:os';
import type { GossipPort, InterfaceFact, MachineFacts, PortState } from '@muster/inventory';
import { hasUdpSocket, isListening } from './proc-net.js';

/** Swarm's gossip, TCP and UDP. Not configurable in Docker. */
export const gossipPortNumber = 7946;

/** What the kernel tells about this host, whether or not its Engine runs. Never rejects: what cannot be read is unknown. */
export interface MachineProbe {
  facts(): Promise<MachineFacts>;
  /** In the network namespace of this process, which is the host's. */
  gossipPort(): Promise<GossipPort>;
}

export type MachineProbeOptions = {
  /** Where /proc is. */
  readonly proc?: string;
  readonly machineIdFile?: string;
};

export function createMachineProbe(options: MachineProbeOptions = {}): MachineProbe {
  const { proc = '/proc', machineIdFile = '/etc/machine-id' } = options;
  const gossipPort = async (): Promise<GossipPort> => ({
    tcp: await portState([`${proc}/net/tcp`, `${proc}/net/tcp6`], isListening),
    udp: await portState([`${proc}/net/udp`, `${proc}/net/udp6`], hasUdpSocket),
  });
  return {
    gossipPort,
    facts: async () => ({
      hostname: hostname(),
      machineId: await textOf(machineIdFile),
      bootId: await textOf(`${proc}/sys/kernel/random/boot_id`),
      kernel: release(),
      interfaces: interfaceFacts(),
      gossipPort: await gossipPort(),
    }),
  };
}

/** The second table, of IPv6, is missing where the kernel has no IPv6; the first must be readable to say "free". */
async function portState(
  tables: readonly [string, string],
  uses: (table: string, port: number) => boolean,
): Promise<PortState> {
  const [ipv4, ipv6] = await Promise.all(tables.map(tableOf));
  if ([ipv4, ipv6].some((table) => table !== undefined && uses(table, gossipPortNumber))) {
    return 'bound';
  }
  return ipv4 === undefined ? 'unknown' : 'free';
}

const tableOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);

async function textOf(path: string): Promise<string> {
  return ((await tableOf(path)) ?? '').trim();
}

function interfaceFacts(): readonly InterfaceFact[] {
  return Object.entries(networkInterfaces()).map(([name, addresses]) => ({
    name,
    addresses: (addresses ?? []).flatMap(({ cidr }) => cidr ?? []),
  }));
}
