import type { Availability, CreateOverlay, NodeRole } from '@muster/inventory';

/** What a fleet shall be, checked and with defaults filled in. People write its text; we never modify that. */
export type FleetSpec = {
  readonly version: 1;
  readonly fleet: string;
  /** Absent: the hosts shall be in no swarm that we make, and no overlay is possible. */
  readonly swarm?: SwarmSpec;
  readonly hosts: readonly HostSpec[];
  readonly networks: readonly NetworkSpec[];
};

/** All of it but `reserved` can be set only when the swarm is made. */
export type SwarmSpec = {
  /** Blocks that overlay subnets are cut from; empty = the Engine's default, 10.0.0.0/8. */
  readonly addressPools: readonly string[];
  /** Prefix length of those subnets. */
  readonly subnetSize: number;
  /** UDP port of VXLAN. */
  readonly dataPathPort: number;
  /** Managers need the unlock key after a restart. */
  readonly autolock: boolean;
  /** Blocks that no subnet is ever chosen in, besides what is seen in use. The one setting that can change at any time. */
  readonly reserved: readonly string[];
};

export type HostSpec = {
  readonly name: string;
  readonly role: NodeRole;
  readonly advertiseAddress?: string;
  readonly listenAddress?: string;
  readonly dataPathAddress?: string;
  readonly availability: Availability;
  readonly labels: Readonly<Record<string, string>>;
};

/** What the Engine is asked for, but for what is left to be worked out. */
export type NetworkSpec = Omit<CreateOverlay, 'mtu'> & {
  /** MTU of the paths in bytes, or `auto`: the smallest that was measured. Absent = the Engine's default, 1500. */
  readonly mtu?: number | 'auto';
  /** It shall have an IPv6 subnet, which has to be among `subnets`. */
  readonly ipv6: boolean;
  /** Containers and tasks at the same time: what a subnet that is not given is sized for. */
  readonly expectedEndpoints?: number;
};
