import type { Availability, NodeRole } from '@muster/inventory';

/** What a fleet shall be, checked and with defaults filled in. People write its text; we never modify that. */
export type FleetSpec = {
  readonly version: 1;
  readonly fleet: string;
  /** Absent: the hosts shall be in no swarm that we make, and no overlay is possible. */
  readonly swarm?: SwarmSpec;
  readonly hosts: readonly HostSpec[];
  readonly networks: readonly NetworkSpec[];
};

/** All of it can be set only when the swarm is made. */
export type SwarmSpec = {
  /** Blocks that overlay subnets are cut from; empty = the Engine's default, 10.0.0.0/8. */
  readonly addressPools: readonly string[];
  /** Prefix length of those subnets. */
  readonly subnetSize: number;
  /** UDP port of VXLAN. */
  readonly dataPathPort: number;
  /** Managers need the unlock key after a restart. */
  readonly autolock: boolean;
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

export type NetworkSpec = {
  readonly name: string;
  /** Standalone containers may join; otherwise swarm services only. */
  readonly attachable: boolean;
  readonly internal: boolean;
  readonly encrypted: boolean;
  /** Empty = the Engine chooses from the address pools. */
  readonly subnets: readonly string[];
  /** Bytes, 576 to 65535. Absent = the Engine's default. */
  readonly mtu?: number;
  readonly labels: Readonly<Record<string, string>>;
};
