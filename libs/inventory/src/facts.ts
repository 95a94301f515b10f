import type { MachineFacts } from './machine.js';

/** What could not be seen, and why. Never read it as "no". */
export type Unknown = { readonly kind: 'unknown'; readonly reason: string };

/** Everything one agent saw on one host in one look. */
export type HostFacts = {
  /** RFC 3339, UTC, by the host's own clock. */
  readonly observedAt: string;
  readonly machine: MachineFacts;
  readonly docker: DockerFacts | Unknown;
};

/** What the Engine says. All of it comes from one Engine in one look, or none of it does. */
export type DockerFacts = {
  readonly kind: 'known';
  readonly engine: EngineFacts;
  readonly membership: Membership;
  /** Of a member; absent where it cannot be read. */
  readonly certificate?: NodeCertificate;
  readonly networks: readonly NetworkFact[];
  /** Only managers can see the swarm. */
  readonly swarm?: SwarmFacts;
};

/** When a node's certificate in its swarm is valid, RFC 3339. The Engine renews it at 50 to 80 % of its life. */
export type NodeCertificate = { readonly notBefore: string; readonly notAfter: string };

export type EngineFacts = {
  readonly id: string;
  /** `20.10.24`, `28.5.2`. */
  readonly version: string;
  /** `1.41`. */
  readonly apiVersion: string;
  readonly hostname: string;
  readonly operatingSystem: string;
  readonly architecture: string;
  readonly storageDriver: string;
  /** Live-restore and swarm mode exclude each other. */
  readonly liveRestore: boolean;
  /** `/var/lib/docker`; empty where the Engine does not say. */
  readonly dataRoot: string;
  /** `iptables`, `nftables`, each also with `+firewalld`; empty before API 1.49. */
  readonly firewallBackend: string;
  /** `name=seccomp,profile=builtin`, `name=rootless`… */
  readonly securityOptions: readonly string[];
};

export type NodeRole = 'manager' | 'worker';
export type Availability = 'active' | 'pause' | 'drain';

/** A host's standing in a swarm. */
export type Membership =
  | Unknown
  | { readonly kind: 'none' }
  /** The Engine still tries to join; it goes on by itself, also after its own 20 s answer. */
  | { readonly kind: 'joining'; readonly reason: string }
  | Member
  /** In a swarm by its own record, but not able to take part: locked, expired certificate, failed start. */
  | { readonly kind: 'broken'; readonly reason: string };

export type Member = {
  readonly kind: 'member';
  readonly nodeId: string;
  readonly role: NodeRole;
  /** The address that the node has in its swarm. */
  readonly address: string;
  /** The managers that this node knows. */
  readonly managers: readonly ManagerAddress[];
};

export type ManagerAddress = {
  readonly nodeId: string;
  /** `192.0.2.11:2377`. */
  readonly address: string;
};

/** The swarm as one of its managers sees it. */
export type SwarmFacts = {
  readonly id: string;
  readonly addressPools: readonly string[];
  /** Prefix length of the subnets cut from the pools. */
  readonly subnetSize: number;
  /** UDP port of VXLAN. */
  readonly dataPathPort: number;
  readonly autolock: boolean;
  readonly nodes: readonly NodeFact[];
};

export type NodeState = 'unknown' | 'down' | 'ready' | 'disconnected';

export type NodeFact = {
  readonly nodeId: string;
  readonly hostname: string;
  readonly role: NodeRole;
  readonly availability: Availability;
  readonly state: NodeState;
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly engineVersion: string;
  /** Only for managers. */
  readonly manager?: {
    readonly leader: boolean;
    readonly reachable: boolean;
    readonly address: string;
  };
};

export type NetworkScope = 'local' | 'swarm' | 'global';

export type NetworkFact = {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly scope: NetworkScope;
  readonly attachable: boolean;
  readonly internal: boolean;
  readonly ingress: boolean;
  readonly encrypted: boolean;
  readonly subnets: readonly SubnetFact[];
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** VXLAN network identifiers, one a subnet; empty where the Engine does not say. */
  readonly vnis: readonly number[];
  /** RFC 3339; empty where the Engine does not say. */
  readonly createdAt: string;
  /** Hosts that gossip about this overlay, as this host sees them. Empty while it is not materialised here. */
  readonly peers: readonly PeerFact[];
  /** Containers of this host attached to it. */
  readonly attachments: readonly AttachmentFact[];
};

export type SubnetFact = { readonly subnet: string; readonly gateway: string };
export type PeerFact = { readonly name: string; readonly address: string };
export type AttachmentFact = {
  readonly containerId: string;
  readonly name: string;
  /** With prefix length; empty when there is none. */
  readonly ipv4Address: string;
  readonly ipv6Address: string;
  readonly macAddress: string;
};
