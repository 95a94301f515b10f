import type { HostView } from '@muster/api';
import {
  belongingOf,
  conditionsOf,
  dockerOf,
  type Inventory,
  type Membership,
  membershipOf,
  overallOf,
} from '@muster/inventory';
import type { AgentSession } from '../agents/agent-session.js';

/** One host as the API shows it. Whatever could not be seen is null or unknown, never a guess. */
export function hostView(
  inventory: Inventory,
  host: string,
  fleet: string | null,
  session: AgentSession | undefined,
): HostView {
  const record = inventory.hosts[host];
  const facts = record?.facts;
  const docker = dockerOf(inventory, host);
  const engine = docker.kind === 'known' ? docker.engine : undefined;
  const isMember = membershipOf(inventory, host).kind === 'member';
  const conditions = isMember ? conditionsOf(inventory, host) : [];
  return {
    host,
    fleet,
    connected: session !== undefined,
    agentVersion: session?.hello.agentVersion ?? null,
    observedAt: facts?.observedAt ?? null,
    follows: record?.connected === true && facts?.follows === true,
    changedAt: record?.changedAt ?? null,
    lostAt: record?.lostAt ?? null,
    engineVersion: engine?.version ?? null,
    apiVersion: engine?.apiVersion ?? null,
    operatingSystem: engine?.operatingSystem ?? null,
    kernel: facts?.machine.kernel ?? null,
    addresses: facts === undefined ? [] : globalAddresses(facts.machine.interfaces),
    membership: membershipView(membershipOf(inventory, host)),
    node: nodeView(inventory, host),
    works: overallOf(conditions),
    conditions: [...conditions],
  };
}

function globalAddresses(
  interfaces: readonly { name: string; addresses: readonly string[] }[],
): string[] {
  return interfaces
    .filter(({ name }) => name !== 'lo')
    .flatMap(({ addresses }) => addresses)
    .filter((address) => !address.toLowerCase().startsWith('fe80:'));
}

function membershipView(membership: Membership): HostView['membership'] {
  switch (membership.kind) {
    case 'none':
      return { kind: 'none' };
    case 'member': {
      const { kind, nodeId, role, address } = membership;
      return { kind, nodeId, role, address };
    }
    default:
      return { kind: membership.kind, reason: membership.reason };
  }
}

function nodeView(inventory: Inventory, host: string): HostView['node'] {
  const belonging = belongingOf(inventory, host);
  if (belonging.kind !== 'in' || belonging.node === undefined) return null;
  const { state, availability, labels, manager } = belonging.node;
  return { state, availability, leader: manager?.leader ?? false, labels: { ...labels } };
}
