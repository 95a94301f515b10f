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

/** More would be a million pairs, and gigabytes of tasks: every manager and some others, evenly, stand for all. */
const most = 128;

/** The first so many that are wanted, and who is left out for it. Managers come first. */
export function sampled(all: readonly Participant[], managers: ReadonlySet<string>) {
  if (all.length <= most) return { taking: all, leftOut: [] };
  const first = all.filter(({ name }) => managers.has(name)).slice(0, most);
  const others = all.filter((host) => !first.includes(host));
  const room = most - first.length;
  const some = Array.from(
    { length: room },
    (_, nth) => others[Math.floor((nth * others.length) / room)],
  );
  const taking = all.filter((host) => first.includes(host) || some.includes(host));
  const reason = `of ${String(all.length)} hosts, a sample of ${String(most)} takes part`;
  const leftOut = all
    .filter((host) => !taking.includes(host))
    .map(({ name }) => ({ name, reason }));
  return { taking, leftOut };
}

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
  const managers = spec.hosts.filter(({ role }) => role === 'manager').map(({ name }) => name);
  const chosen = sampled(taking, new Set(managers));
  const ids = new Set(chosen.taking.map(({ nodeId }) => nodeId));
  const out = [...leftOut, ...chosen.leftOut];
  return {
    taking: chosen.taking,
    absent,
    leftOut: out,
    otherNodeIds: othersIn(inventory, swarmId, ids, spec),
  };
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
