import type { ClockOffset } from './clock.js';
import type { DockerFacts, HostFacts, Membership, NetworkFact, Unknown } from './facts.js';

/** One host as the coordinator knows it. */
export type HostRecord = {
  readonly host: string;
  /** Whether the host's agent has a session now. When not, the facts are as old as they say. */
  readonly connected: boolean;
  /** Absent until the agent reported once. */
  readonly facts?: HostFacts;
  /** RFC 3339, by the coordinator's clock: when the look began that the facts are of. */
  readonly seenAt?: string;
  /** RFC 3339, by the coordinator's clock: when the facts changed last, as far as was told. */
  readonly changedAt?: string;
  /** RFC 3339, by the coordinator's clock: when the agent's session was lost; absent while it has one. */
  readonly lostAt?: string;
  /** How the host's clock stands to the coordinator's, by the same look. */
  readonly clock?: ClockOffset;
};

/** The merged facts of many hosts at one revision. */
export type Inventory = {
  /** Grows by at least one with every change; never goes back while the coordinator lives. */
  readonly revision: number;
  readonly hosts: Readonly<Record<string, HostRecord>>;
};

export const emptyInventory: Inventory = { revision: 0, hosts: {} };

/** The newer record replaces the older one whole: facts of one look are never mixed with those of another. */
export function merge(inventory: Inventory, record: HostRecord): Inventory {
  return {
    revision: inventory.revision + 1,
    hosts: { ...inventory.hosts, [record.host]: record },
  };
}

/** What the host's Engine says now; unknown, with the reason, wherever it could not be asked. */
export function dockerOf(inventory: Inventory, host: string): DockerFacts | Unknown {
  const record = inventory.hosts[host];
  if (record === undefined) return unknown('no agent of this host has connected');
  if (!record.connected) return unknown("the host's agent is not connected");
  return record.facts?.docker ?? unknown('the agent has not reported yet');
}

/** Unknown, with the reason, wherever the host could not be asked. */
export function membershipOf(inventory: Inventory, host: string): Membership {
  const docker = dockerOf(inventory, host);
  return docker.kind === 'known' ? docker.membership : docker;
}

const unknown = (reason: string): Unknown => ({ kind: 'unknown', reason });

/** Networks that the host's Engine listed; empty where it could not be asked (see membershipOf for why). */
export function networksOf(inventory: Inventory, host: string): readonly NetworkFact[] {
  const docker = inventory.hosts[host]?.facts?.docker;
  return docker?.kind === 'known' ? docker.networks : [];
}
