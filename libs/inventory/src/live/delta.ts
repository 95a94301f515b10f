import type {
  EngineFacts,
  Membership,
  NetworkFact,
  NodeCertificate,
  NodeFact,
  ServiceFact,
  SwarmFacts,
  Unknown,
} from '../facts.js';
import type { MachineFacts } from '../machine.js';

/** What changed on one host since the facts of an earlier revision. What is absent stayed as it was. */
export type FactsDelta = {
  /** Revision of the facts that this changes. */
  readonly base: number;
  /** Revision of the facts with this change. */
  readonly revision: number;
  /** RFC 3339, UTC, by the host's own clock: when the changed facts were true. */
  readonly observedAt: string;
  /** Whether the agent follows its Engine's events now. */
  readonly follows: boolean;
  readonly machine?: MachineFacts;
  readonly docker?: Unknown | DockerDelta;
};

export type DockerDelta = {
  readonly kind: 'known';
  readonly engine?: EngineFacts;
  readonly membership?: Membership;
  /** Null: there is none any more. */
  readonly certificate?: NodeCertificate | null;
  /** Null: this host does not see its swarm any more. */
  readonly swarm?: SwarmDelta | null;
  readonly networks: ListDelta<NetworkFact>;
};

export type SwarmDelta = {
  readonly settings?: SwarmSettings;
  readonly nodes: ListDelta<NodeFact>;
  readonly services: ListDelta<ServiceFact>;
};

export type SwarmSettings = Omit<SwarmFacts, 'nodes' | 'services'>;

/** Items are known by their ids. */
export type ListDelta<T> = {
  /** New ones, and those that changed, whole. */
  readonly put: readonly T[];
  /** Ids. */
  readonly removed: readonly string[];
};

/** The parts of a host's facts that change separately. */
export const factSections = [
  'machine',
  'engine',
  'membership',
  'certificate',
  'swarm',
  'nodes',
  'services',
  'networks',
] as const;
export type FactSection = (typeof factSections)[number];
