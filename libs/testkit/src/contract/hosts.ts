import type { Engine } from '@muster/docker';

/** A host whose Engine is held to the contract. It is in no swarm at the beginning. */
export type ContractHost = {
  readonly name: string;
  readonly engine: Engine;
  /** What the other host dials. */
  readonly address: string;
  /** Waits until nothing of an earlier membership is in the way of the next one. */
  readonly untilFit: () => Promise<void>;
  /** Runs a container of that name on an attachable network. */
  readonly attach: (network: string, container: string) => Promise<void>;
  /** Ends the container, if there is one. */
  readonly detach: (network: string, container: string) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};

/** Two hosts that reach each other, and their time: real, or virtual for a fake. */
export type ContractHosts = {
  readonly first: ContractHost;
  readonly second: ContractHost;
  /** An address in their network that nobody has. */
  readonly nowhere: string;
  readonly time: {
    readonly sleep: (ms: number) => Promise<void>;
    readonly deadline: (ms: number) => AbortSignal;
    /** Lets the promise settle, however much time must pass. */
    readonly run: <T>(promise: Promise<T>) => Promise<T>;
  };
  readonly close: () => Promise<void>;
};
