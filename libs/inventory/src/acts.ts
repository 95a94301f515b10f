import type { Availability, NodeRole } from './facts.js';

// What an Engine can be asked to change, in domain words.

export type InitSwarm = {
  /** `0.0.0.0:2377` when absent. */
  readonly listenAddress?: string;
  /** The Engine chooses when absent, and refuses when it has several to choose from. */
  readonly advertiseAddress?: string;
  /** The advertise address when absent. */
  readonly dataPathAddress?: string;
  /** UDP, init-only; 0 or absent = 4789. */
  readonly dataPathPort?: number;
  /** Init-only; the Engine's default pools when empty. */
  readonly addressPools: readonly string[];
  /** Prefix length, init-only. */
  readonly subnetSize?: number;
  readonly autolock: boolean;
};

export type JoinSwarm = {
  readonly role: NodeRole;
  /** Secret. */
  readonly joinToken: string;
  /** One manager, `192.0.2.11:2377`: the Engine tries only the first of a list (moby daemon/cluster/swarm.go). */
  readonly remoteAddress: string;
  readonly listenAddress?: string;
  readonly advertiseAddress?: string;
  readonly dataPathAddress?: string;
};

export type UpdateNode = {
  readonly nodeId: string;
  readonly role?: NodeRole;
  readonly availability?: Availability;
  readonly labels?: Readonly<Record<string, string>>;
};

/** One address range of an overlay network to be created. */
export type OverlaySubnet = {
  /** CIDR. */
  readonly subnet: string;
  /** In the subnet; absent = the Engine takes its first address. */
  readonly gateway?: string;
  /** CIDR inside the subnet that containers get their addresses from; absent = all of it. */
  readonly ipRange?: string;
  /**
   * Addresses to keep free, by what has them. Swarm takes them and forgets them (moby daemon/cluster/convert/network.go; seen
   * on Engine 20.10, 26.1 and 28.5).
   */
  readonly auxAddresses: Readonly<Record<string, string>>;
};

/** An overlay network to be created. What is absent is left to the Engine. */
export type CreateOverlay = {
  readonly name: string;
  /** Standalone containers may join; otherwise swarm services only. */
  readonly attachable: boolean;
  readonly internal: boolean;
  /** IPsec between the hosts. The Engine answers "created" also where the kernel cannot do it. */
  readonly encrypted: boolean;
  /** The routing mesh of published ports: a swarm has at most one, whatever its name. */
  readonly ingress: boolean;
  /** Empty = the Engine chooses from the address pools. */
  readonly subnets: readonly OverlaySubnet[];
  /**
   * Bytes, 576 to 65535; sets `com.docker.network.driver.mtu`. It is the MTU of the paths that VXLAN takes: the driver takes off 50
   * for interfaces of containers, 26 more for encryption, then down to a multiple of 4 (libnetwork drivers/overlay, maxMTU).
   */
  readonly mtu?: number;
  /** VXLAN network identifiers, at most one a subnet, in its order; the swarm chooses what is not given. */
  readonly vnis: readonly number[];
  /** Further options of the driver, as they are. */
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
};
