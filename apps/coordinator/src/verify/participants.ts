import { belongingOf, type Inventory, type NetworkFact } from '@muster/inventory';
import { checkHosts } from '@muster/probe';
import type { FleetSpec } from '@muster/spec';

/** A host that is to have a task. */
export type Participant = {
  readonly name: string;
  readonly nodeId: string;
  readonly dataAddress: string;
  readonly withoutIpvs?: string;
};

/** A host of the fleet that can have none, and why. */
export type Absentee = {
  readonly name: string;
  readonly dataAddress: string;
  readonly reason: string;
};

export type Participants = {
  readonly taking: readonly Participant[];
  /** The verification can say nothing about them. */
  readonly absent: readonly Absentee[];
  /** Whose administrator wants no task there: nothing is asked of them. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  /** Node ids of the swarm that get no task. */
  readonly otherNodeIds: readonly string[];
};

/** Who takes part in verifying a network of this swarm, as the fleet was last seen. */
export function participantsOf(
  spec: FleetSpec,
  inventory: Inventory,
  swarmId: string,
): Participants {
  const taking: Participant[] = [];
  const absent: Absentee[] = [];
  const leftOut: { name: string; reason: string }[] = [];
  for (const { name, dataAddress } of checkHosts(spec, inventory).hosts) {
    const belonging = belongingOf(inventory, name);
    const reason = whyAbsent(belonging, swarmId);
    if (reason !== undefined) absent.push({ name, dataAddress, reason });
    if (belonging.kind !== 'in' || reason !== undefined) continue;
    const { availability } = belonging.node ?? { availability: 'active' };
    const { nodeId } = belonging.member;
    if (availability !== 'active')
      leftOut.push({ name, reason: `its availability is ${availability}` });
    else taking.push({ name, nodeId, dataAddress, ...ipvsOf(inventory, name) });
  }
  const ids = new Set(taking.map(({ nodeId }) => nodeId));
  return { taking, absent, leftOut, otherNodeIds: othersIn(inventory, swarmId, ids, spec) };
}

function whyAbsent(belonging: ReturnType<typeof belongingOf>, swarmId: string): string | undefined {
  switch (belonging.kind) {
    case 'in':
      if (belonging.swarm.id !== swarmId) return 'it is in another swarm';
      if (belonging.node === undefined) return "the swarm's managers do not list its node";
      return belonging.node.state === 'ready'
        ? undefined
        : `its node is ${belonging.node.state} in its manager's eyes`;
    case 'none':
      return 'it is in no swarm';
    case 'unseen':
      return 'it is in a swarm that no connected manager sees';
    case 'joining':
    case 'broken':
    case 'unknown':
      return belonging.reason;
  }
}

function ipvsOf(inventory: Inventory, host: string): Pick<Participant, 'withoutIpvs'> {
  const capabilities = inventory.hosts[host]?.facts?.machine.capabilities;
  const missing = [capabilities?.ipvs, capabilities?.['ipvs-rr']].find(
    (capability) => capability?.state === 'no',
  );
  return missing === undefined ? {} : { withoutIpvs: missing.how };
}

function othersIn(
  inventory: Inventory,
  swarmId: string,
  taking: ReadonlySet<string>,
  spec: FleetSpec,
): readonly string[] {
  for (const { name } of spec.hosts) {
    const belonging = belongingOf(inventory, name);
    if (belonging.kind !== 'in' || belonging.swarm.id !== swarmId) continue;
    return [...belonging.swarm.nodes.keys()].filter((id) => !taking.has(id));
  }
  return [];
}

/** What the network's tasks need to know of it. */
export const ipv4Of = ({ subnets }: NetworkFact): readonly string[] =>
  subnets.map(({ subnet }) => subnet).filter((subnet) => !subnet.includes(':'));
