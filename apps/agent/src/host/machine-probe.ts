import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces, release } from 'node:os';
import type { GossipPort, InterfaceFact, MachineFacts, PortState } from '@muster/inventory';
import { hasUdpSocket, interfacesIn, isListening } from './proc-net.js';

/** Swarm's gossip, TCP and UDP. Not configurable in Docker. */
export const gossipPortNumber = 7946;

/** What the kernel tells about this host, whether or not its Engine runs. Never rejects: what cannot be read is unknown. */
export interface MachineProbe {
  facts(): Promise<MachineFacts>;
  /** In the network namespace of this process, which is the host's. */
  gossipPort(): Promise<GossipPort>;
  /** Whether there is a network interface of that name; undefined when that cannot be read. */
  hasInterface(name: string): Promise<boolean | undefined>;
}

export type MachineProbeOptions = {
  /** Where /proc is. */
  readonly proc?: string;
  readonly machineIdFile?: string;
};

export function createMachineProbe(options: MachineProbeOptions = {}): MachineProbe {
  const { proc = '/proc', machineIdFile = '/etc/machine-id' } = options;
  const gossipPort = (): Promise<GossipPort> =>
    Promise.resolve({
      tcp: portState([`${proc}/net/tcp`, `${proc}/net/tcp6`], isListening),
      udp: portState([`${proc}/net/udp`, `${proc}/net/udp6`], hasUdpSocket),
    });
  return {
    gossipPort,
    hasInterface: (name) => {
      const table = tableOf(`${proc}/net/dev`);
      return Promise.resolve(table === undefined ? undefined : interfacesIn(table).includes(name));
    },
    facts: async () => ({
      hostname: hostname(),
      machineId: textOf(machineIdFile),
      bootId: textOf(`${proc}/sys/kernel/random/boot_id`),
      kernel: release(),
      interfaces: interfaceFacts(),
      gossipPort: await gossipPort(),
    }),
  };
}

/** The second table, of IPv6, is missing where the kernel has no IPv6; the first must be readable to say "free". */
function portState(
  tables: readonly [string, string],
  uses: (table: string, port: number) => boolean,
): PortState {
  const [ipv4, ipv6] = tables.map(tableOf);
  if ([ipv4, ipv6].some((table) => table !== undefined && uses(table, gossipPortNumber))) {
    return 'bound';
  }
  return ipv4 === undefined ? 'unknown' : 'free';
}

/** What the kernel makes up on reading never blocks, and a synchronous read costs a tenth of the other. */
function tableOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const textOf = (path: string): string => (tableOf(path) ?? '').trim();

function interfaceFacts(): readonly InterfaceFact[] {
  return Object.entries(networkInterfaces()).map(([name, addresses]) => ({
    name,
    addresses: (addresses ?? []).flatMap(({ cidr }) => cidr ?? []),
  }));
}
