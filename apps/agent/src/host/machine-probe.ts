import { hostname, networkInterfaces, release } from 'node:os';
import type { GossipPort, MachineFacts, NodeCertificate, PortState } from '@muster/inventory';
import { HostFiles } from './host-files.js';
import { KernelCapabilities } from './kernel/capabilities.js';
import { certificateOf } from './machine/certificate.js';
import { dataPathAddressOf } from './machine/data-path.js';
import { type Addressed, interfacesOf } from './machine/interfaces.js';
import { Nics } from './machine/nics.js';
import { routesOf } from './machine/routes.js';
import { containerOf, firewallOf, neighboursOf, resolversOf } from './machine/surroundings.js';
import { hasUdpSocket, interfacesIn, isConnection, isListening } from './proc-net.js';
import { tcpTable } from './tcp-table.js';

/** Swarm's gossip, TCP and UDP. Not configurable in Docker. */
export const gossipPortNumber = 7946;

/** What the kernel tells about this host, whether or not its Engine runs. Never rejects: what cannot be read is unknown. */
export interface MachineProbe {
  facts(): Promise<MachineFacts>;
  /** In the network namespace of this process, which is the host's. */
  gossipPort(): Promise<GossipPort>;
  /**
   * Half of that: who gossips has bound both. The kernel tells UDP a hundred times cheaper; to say that nobody listens on TCP
   * it walks all buckets of all connections of the machine, twice, several milliseconds.
   */
  gossipUdp(): Promise<PortState>;
  /** Whether there is a network interface of that name; undefined when that cannot be read. */
  hasInterface(name: string): Promise<boolean | undefined>;
  /** When the certificate of this node is valid; undefined when that cannot be read. */
  certificate(dataRoot: string, nodeId: string): Promise<NodeCertificate | undefined>;
  /** Where a node with this address sends its VXLAN packets; undefined when that cannot be read. */
  dataPathAddress(dataRoot: string, nodeAddress: string): Promise<string | undefined>;
}

export type MachineProbeOptions = {
  /** What stands for `/`. */
  readonly root?: string;
  /** What no file tells. */
  readonly system?: {
    readonly hostname: () => string;
    readonly release: () => string;
    readonly networkInterfaces: () => Addressed;
  };
};

/**
 * One for the life of the agent: it remembers what stays the same until the next boot. A look costs about a dozen small
 * reads and one for each interface.
 */
export function createMachineProbe(options: MachineProbeOptions = {}): MachineProbe {
  const { root, system = { hostname, release, networkInterfaces } } = options;
  const files = new HostFiles(root);
  const capabilities = new KernelCapabilities(files, system.release());
  const nics = new Nics(files);
  const container = containerOf(files);
  return {
    gossipPort: () => Promise.resolve(gossipPortOf(files)),
    gossipUdp: () => Promise.resolve(gossipUdpOf(files)),
    hasInterface: (name) => {
      const table = files.text('proc/net/dev');
      return Promise.resolve(table === undefined ? undefined : interfacesIn(table).includes(name));
    },
    dataPathAddress: (dataRoot, address) =>
      Promise.resolve(dataPathAddressOf(files, dataRoot, address)),
    certificate: (dataRoot, nodeId) => Promise.resolve(certificateOf(files, dataRoot, nodeId)),
    facts: async () => {
      const neighbours = neighboursOf(files);
      return {
        hostname: system.hostname(),
        machineId: files.line('etc/machine-id'),
        bootId: files.line('proc/sys/kernel/random/boot_id'),
        kernel: system.release(),
        container,
        interfaces: await interfacesOf(files, system.networkInterfaces(), nics),
        routes: routesOf(files),
        resolvers: resolversOf(files),
        capabilities: await capabilities.look(),
        ...(neighbours && { neighbours }),
        firewall: firewallOf(files),
        gossipPort: gossipPortOf(files),
      };
    },
  };
}

const gossipPortOf = (files: HostFiles): GossipPort => ({
  tcp: portState(['tcp', 'tcp6'], (name) => {
    const table = tcpTable(files, 'proc/net', name, isEnough);
    return table === undefined ? undefined : isListening(table, gossipPortNumber);
  }),
  udp: gossipUdpOf(files),
});

const gossipUdpOf = (files: HostFiles): PortState =>
  portState(['udp', 'udp6'], (name) => {
    const table = files.text(`proc/net/${name}`);
    return table === undefined ? undefined : hasUdpSocket(table, gossipPortNumber);
  });

const isEnough = (line: string): boolean =>
  isConnection(line) || isListening(`${line}\n`, gossipPortNumber);

/**
 * The Engine's sockets are of IPv6, for both versions: found there, the other table need not be read. It is missing where the
 * kernel has no IPv6; that of IPv4 must be readable to say "free".
 */
function portState<const Table>(
  [ipv4, ipv6]: readonly [Table, Table],
  isUsed: (table: Table) => boolean | undefined,
): PortState {
  if (isUsed(ipv6) === true) return 'bound';
  const used = isUsed(ipv4);
  if (used === undefined) return 'unknown';
  return used ? 'bound' : 'free';
}
