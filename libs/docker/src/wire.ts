/**
 * The parts of the Engine's answers that are read here, as the Engine API names them. Fields are optional because
 * engines leave out what is empty, and differ by version.
 */
export type WireInfo = {
  readonly ID?: string;
  readonly Name?: string;
  readonly ServerVersion?: string;
  readonly OperatingSystem?: string;
  readonly Architecture?: string;
  readonly Driver?: string;
  readonly LiveRestoreEnabled?: boolean;
  readonly DockerRootDir?: string;
  /** From API 1.49. */
  readonly FirewallBackend?: { readonly Driver?: string } | null;
  readonly SecurityOptions?: readonly string[] | null;
  readonly Swarm?: WireSwarmInfo;
};

export type WireSwarmInfo = {
  readonly NodeID?: string;
  readonly NodeAddr?: string;
  /** `inactive`, `pending`, `active`, `error` or `locked`. */
  readonly LocalNodeState?: string;
  /** True on managers. */
  readonly ControlAvailable?: boolean;
  readonly Error?: string;
  readonly RemoteManagers?: readonly WireManager[] | null;
};

export type WireManager = { readonly NodeID?: string; readonly Addr?: string };

export type WireSwarm = {
  readonly ID?: string;
  readonly DefaultAddrPool?: readonly string[] | null;
  readonly SubnetSize?: number;
  readonly DataPathPort?: number;
  readonly Spec?: { readonly EncryptionConfig?: { readonly AutoLockManagers?: boolean } };
  readonly JoinTokens?: { readonly Worker?: string; readonly Manager?: string };
};

export type WireNodeSpec = {
  readonly Name?: string;
  readonly Role?: string;
  readonly Availability?: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
};

export type WireNode = {
  readonly ID?: string;
  readonly Version?: { readonly Index?: number };
  readonly Spec?: WireNodeSpec;
  readonly Description?: {
    readonly Hostname?: string;
    readonly Engine?: { readonly EngineVersion?: string };
  };
  readonly Status?: { readonly State?: string; readonly Addr?: string };
  readonly ManagerStatus?: {
    readonly Leader?: boolean;
    readonly Reachability?: string;
    readonly Addr?: string;
  } | null;
};

export type WireNetwork = {
  readonly Id?: string;
  readonly Name?: string;
  readonly Driver?: string;
  readonly Scope?: string;
  readonly Created?: string;
  readonly Attachable?: boolean;
  readonly Internal?: boolean;
  readonly Ingress?: boolean;
  readonly IPAM?: {
    readonly Config?:
      | readonly {
          readonly Subnet?: string;
          readonly Gateway?: string;
          readonly IPRange?: string;
        }[]
      | null;
  };
  readonly Options?: Readonly<Record<string, string>> | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly Peers?: readonly { readonly Name?: string; readonly IP?: string }[] | null;
  readonly Containers?: Readonly<Record<string, WireEndpoint>> | null;
  /** From API 1.52, and only of one that is inspected. */
  readonly Status?: {
    readonly IPAM?: { readonly Subnets?: Readonly<Record<string, WireSubnetStatus>> | null } | null;
  } | null;
};

export type WireSubnetStatus = {
  readonly IPsInUse?: number;
  readonly DynamicIPsAvailable?: number;
};

export type WireEndpoint = {
  readonly Name?: string;
  readonly MacAddress?: string;
  readonly IPv4Address?: string;
  readonly IPv6Address?: string;
};

/** One of GET /containers/json. */
export type WireContainer = {
  readonly Id: string;
  readonly Names?: readonly string[];
  readonly Image?: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly NetworkSettings?: {
    readonly Networks?: Readonly<Record<string, { readonly NetworkID?: string }>> | null;
  } | null;
};

export type WireService = {
  readonly ID?: string;
  readonly Spec?: {
    readonly Name?: string;
    readonly Labels?: Readonly<Record<string, string>> | null;
    /** One key: `Replicated`, `Global`, `ReplicatedJob` or `GlobalJob`. */
    readonly Mode?: {
      readonly Replicated?: { readonly Replicas?: number };
      readonly Global?: object;
      readonly ReplicatedJob?: { readonly TotalCompletions?: number };
      readonly GlobalJob?: object;
    };
    readonly TaskTemplate?: {
      readonly ContainerSpec?: { readonly Image?: string };
      readonly Networks?: readonly { readonly Target?: string }[] | null;
    };
  };
  readonly Endpoint?: {
    readonly Spec?: { readonly Mode?: string };
    readonly VirtualIPs?: readonly { readonly NetworkID?: string; readonly Addr?: string }[] | null;
  };
};
