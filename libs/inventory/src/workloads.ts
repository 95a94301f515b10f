// What runs on Engines, as far as Muster itself runs anything: the tasks that verify a network.

export type Labels = Readonly<Record<string, string>>;

/** A swarm service of ours. Its tasks are never restarted. */
export type CreateService = {
  readonly name: string;
  readonly labels: Labels;
  /** Reference of an image that every node has: no registry is asked by the manager, and none should answer the nodes. */
  readonly image: string;
  readonly command: readonly string[];
  /** `NAME=value`; may hold the Engine's templates, such as `{{.Node.ID}}`. */
  readonly env: readonly string[];
  readonly networkId: string;
  /** A name, besides the service's own, that resolves to all of its tasks. */
  readonly alias: string;
  /** Files and folders of the host, each mounted read-only in its own place. */
  readonly mounts: readonly string[];
  /** One task a node, or one task. */
  readonly mode: 'global' | 'single';
  /** `dnsrr`: names resolve to the tasks. `vip`: to a virtual address, which needs IPVS. */
  readonly endpoint: 'dnsrr' | 'vip';
  /** Ids of nodes that get no task. */
  readonly excludedNodes: readonly string[];
};

export type OwnService = { readonly id: string; readonly name: string; readonly labels: Labels };

export type OwnTask = {
  readonly serviceId: string;
  /** Empty while no node was chosen. */
  readonly nodeId: string;
  readonly state: 'waiting' | 'running' | 'ended';
  /** The Engine's own words for how it stands: `preparing`, or why it failed. */
  readonly detail: string;
};

export type ContainerFact = {
  readonly id: string;
  readonly name: string;
  readonly labels: Labels;
  readonly isRunning: boolean;
};

export type ImageFact = {
  readonly id: string;
  readonly references: readonly string[];
  readonly labels: Labels;
};
