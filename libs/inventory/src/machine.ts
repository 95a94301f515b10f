/** What the kernel says, readable whether or not the Engine runs. What an older agent does not tell is unknown. */
export type MachineFacts = {
  readonly hostname: string;
  /** /etc/machine-id; empty when the host has none. */
  readonly machineId: string;
  /** /proc/sys/kernel/random/boot_id: changes with every boot. */
  readonly bootId: string;
  readonly kernel: string;
  /** `wsl`, `lxc`, `docker`…: what the host is inside of, when it has not its kernel to itself; empty when nothing shows that. */
  readonly container: string;
  /** Without the ends of containers' veth pairs. */
  readonly interfaces: readonly InterfaceFact[];
  readonly routes: RouteTable;
  /** Name servers, IPv4 and IPv6, in their order; those behind systemd's stub at 127.0.0.53 rather than the stub. */
  readonly resolvers: readonly string[];
  readonly capabilities: Readonly<Record<CapabilityName, Capability>>;
  /** Of IPv4; absent where it cannot be read. */
  readonly neighbours?: NeighbourTable;
  readonly firewall: HostFirewall;
  /** Swarm's gossip port 7946 in the host's network namespace. */
  readonly gossipPort: GossipPort;
};

/** Whatever is absent could not be read. */
export type InterfaceFact = {
  readonly name: string;
  /** With prefix length: `192.0.2.11/24`. */
  readonly addresses: readonly string[];
  /** Bytes. */
  readonly mtu?: number;
  /** Of a device its driver (`virtio_net`, `vmxnet3`), else what kind of link it is (`bridge`, `bond`, `vlan`, `virtual`). */
  readonly driver?: string;
  readonly link?: 'up' | 'down';
  /** Lower case, colon-separated. */
  readonly mac?: string;
  /** ethtool's tx-checksum-ip-generic; read only of drivers that are known to get it wrong. */
  readonly txChecksum?: 'on' | 'off';
};

/** The main routing table, without what concerns only this host itself (loopback, link-local, multicast). */
export type RouteTable = {
  readonly routes: readonly RouteFact[];
  /** False: there are more than are told, or they could not be read. */
  readonly complete: boolean;
};

export type RouteFact = {
  /** A block in canonical form: `10.0.0.0/8`; `0.0.0.0/0` is the default route. */
  readonly destination: string;
  /** Empty when the block is on the link. */
  readonly gateway: string;
  readonly interface: string;
};

/** What overlays need of the kernel, besides what every Engine needs. */
export const capabilityNames = [
  /** Module vxlan. */
  'vxlan',
  /** Module esp4: IPsec of encrypted overlays. */
  'esp',
  /** rfc4106(gcm(aes)), the cipher that dockerd asks for, with its generator seqiv. */
  'esp-cipher',
  /** Module xfrm_user, through which dockerd sets IPsec up. */
  'xfrm',
  /** Modules ip_vs and ip_vs_rr: virtual addresses of services. */
  'ipvs',
  'ipvs-rr',
  'br-netfilter',
  /** Encrypted overlays mark their packets with one of these two. */
  'xt-bpf',
  'xt-u32',
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** `yes`: the kernel has it, or has a module for it to load. */
export type Presence = 'yes' | 'no' | 'unknown';

export type Capability = {
  readonly state: Presence;
  /** Where that was seen, as a phrase: `CONFIG_VXLAN=y in /proc/config.gz`. */
  readonly how: string;
};

/** One table for all network namespaces of a kernel. */
export type NeighbourTable = {
  /** net.ipv4.neigh.default.gc_thresh3: entries beyond it are refused. */
  readonly limit: number;
  readonly entries: number;
};

export type HostFirewall = {
  /** What the command `iptables` is on this host. */
  readonly iptables: 'nft' | 'legacy' | 'unknown';
  /** Tables that iptables-legacy has in the kernel: `filter`, `nat`. Empty also where they cannot be read. */
  readonly legacyTables: readonly string[];
  /** Whether it is active. */
  readonly ufw: Presence;
  readonly firewalld: Presence;
};

/** `bound`: something listens there (TCP) or has bound it (UDP). Read from /proc/net, so no process is named. */
export type PortState = 'bound' | 'free' | 'unknown';
export type GossipPort = { readonly tcp: PortState; readonly udp: PortState };

/** A machine of which nothing was seen. */
export const unseenMachine: MachineFacts = {
  hostname: '',
  machineId: '',
  bootId: '',
  kernel: '',
  container: '',
  interfaces: [],
  routes: { routes: [], complete: false },
  resolvers: [],
  capabilities: capabilitiesOf(() => ({ state: 'unknown', how: 'the agent does not tell' })),
  firewall: { iptables: 'unknown', legacyTables: [], ufw: 'unknown', firewalld: 'unknown' },
  gossipPort: { tcp: 'unknown', udp: 'unknown' },
};

export function capabilitiesOf(
  see: (name: CapabilityName) => Capability,
): MachineFacts['capabilities'] {
  const seen = capabilityNames.map((name) => [name, see(name)] as const);
  return Object.fromEntries(seen) as Record<CapabilityName, Capability>;
}
