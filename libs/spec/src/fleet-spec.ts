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

/** What is asked of a network is what the Engine is asked for. */
export type NetworkSpec = CreateOverlay;
