import type { MachineFacts } from './machine.js';

/** What could not be seen, and why. Never read it as "no". */
export type Unknown = { readonly kind: 'unknown'; readonly reason: string };

/** Everything one agent saw on one host in one look. */
export type HostFacts = {
  /** RFC 3339, UTC, by the host's own clock: when all of this was true. */
  readonly observedAt: string;
  /** Grows with every change that the agent reports; absent from an agent that reports none. */
  readonly revision?: number;
  /** The agent follows its Engine's events, so that changes come by themselves. */
  readonly follows: boolean;
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
  /** Where its VXLAN packets go; absent where that cannot be read. */
  readonly dataPathAddress?: string;
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
  readonly services: readonly ServiceFact[];
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

/** A service of the swarm, as a manager sees it. */
export type ServiceFact = {
  readonly serviceId: string;
  readonly name: string;
  readonly image: string;
  /** `replicated`, `global`, `replicated-job`, `global-job`; empty where the Engine says something else. */
  readonly mode: string;
  /** How many tasks are wanted; absent of a global one. */
  readonly replicas?: number;
  /** `vip`: one virtual address for all tasks. `dnsrr`: their own addresses only. */
  readonly endpointMode: 'vip' | 'dnsrr';
  readonly labels: Readonly<Record<string, string>>;
  readonly networks: readonly ServiceNetwork[];
};

export type ServiceNetwork = {
  readonly networkId: string;
  /** With prefix length; empty when it has none there. */
  readonly virtualIp: string;
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
  /** Endpoints on this host that belong to no container. One that is being made looks like that for a moment. */
  readonly orphans: readonly OrphanFact[];
};

export type SubnetFact = {
  readonly subnet: string;
  readonly gateway: string;
  /** The part of it that containers get addresses from; absent = all of it. */
  readonly ipRange?: string;
  /** As the Engine counts; absent before API 1.52, and where it does not say. */
  readonly use?: AddressUse;
};

/** Addresses of one subnet. Counts beyond 2^53 - 1 are told as that. */
export type AddressUse = {
  /** In use or reserved: those of network, broadcast and gateway too. */
  readonly inUse: number;
  /** That the Engine can still give by itself. */
  readonly available: number;
};

export type PeerFact = { readonly name: string; readonly address: string };
export type AttachmentFact = {
  readonly containerId: string;
  readonly name: string;
  /** With prefix length; empty when there is none. */
  readonly ipv4Address: string;
  readonly ipv6Address: string;
  readonly macAddress: string;
  /** As the container was created from it; empty where the Engine does not say. */
  readonly image: string;
  /** Of a container that runs a task of a service. */
  readonly task?: TaskFact;
};

export type OrphanFact = {
  readonly endpointId: string;
  readonly name: string;
  /** With prefix length; empty when there is none. */
  readonly ipv4Address: string;
};

export type TaskFact = {
  readonly taskId: string;
  readonly serviceId: string;
  /** Its name. */
  readonly service: string;
};
