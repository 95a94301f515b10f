import { type Condition, conditionsOf, overallOf } from '../conditions.js';
import type { DockerFacts } from '../facts.js';
import { type HostRecord, membershipOf } from '../inventory.js';
import { belongingOf } from '../swarms.js';
import { flagOrNull, integerOrNull, list, text, textOrNull, timeOrNull } from './column.js';
import { defineTable, originColumns, originOf, type View } from './table.js';

export const hosts = defineTable({
  name: 'hosts',
  about: 'Every host that ever connected, or that a spec names.',
  local: false,
  key: ['host'],
  columns: {
    ...originColumns,
    seenAt: timeOrNull("When the look began that this is of, by the coordinator's clock."),
    changedAt: timeOrNull("When something of it changed last, by the coordinator's clock."),
    lostAt: timeOrNull("When its agent's session was lost, likewise; null while it has one."),
    follows: flagOrNull(
      "Whether its agent follows the Engine's events, so that changes come by themselves; false: it is as old as the last look.",
    ),
    hostname: textOrNull('What the host calls itself.'),
    machineId: textOrNull('/etc/machine-id.'),
    bootId: textOrNull('Changes with every boot.'),
    kernel: textOrNull('The release of its kernel.'),
    container: textOrNull('What the host is inside of: `wsl`, `lxc` …; empty = nothing shows it.'),
    resolvers: list('Name servers in their order.'),
    clockOffsetMs: integerOrNull(
      "How far its clock is ahead of the coordinator's.",
      'milliseconds',
    ),
    clockErrorMs: integerOrNull('The offset is right within ± this.', 'milliseconds'),
    engineVersion: textOrNull('null = the Engine could not be asked, as for all that it tells.'),
    apiVersion: textOrNull("The Engine's API."),
    operatingSystem: textOrNull('As the Engine tells it.'),
    architecture: textOrNull('As the Engine tells it.'),
    storageDriver: textOrNull('overlay2, …'),
    dataRoot: textOrNull('/var/lib/docker, …'),
    firewallBackend: textOrNull('iptables, nftables, …; empty before API 1.49.'),
    liveRestore: flagOrNull('Whether containers outlive the Engine.'),
    membership: text('unknown, none, joining, member or broken.'),
    membershipReason: textOrNull('Why it is unknown, joining or broken.'),
    swarm: textOrNull('Id of its swarm; null = none, or not known.'),
    nodeId: textOrNull('Of a member.'),
    role: textOrNull('Of a member: manager or worker.'),
    address: textOrNull('Of a member: its address in the swarm.'),
    dataPathAddress: textOrNull('Of a member: where its VXLAN packets go.'),
    nodeState: textOrNull('As a manager sees it: ready, down, disconnected or unknown.'),
    availability: textOrNull('As a manager sees it: active, pause or drain.'),
    leader: flagOrNull('Whether it leads the managers.'),
    works: text('pass, fail or unknown: whether every condition of a working member holds.'),
    certificateNotAfter: timeOrNull("Until when the node's certificate is valid."),
  },
  rows: (view, host) => [
    {
      ...originOf(view, host),
      ...machineCells(view.inventory.hosts[host]),
      ...engineCells(view, host),
      ...membershipCells(view, host),
      works: overallOf(memberConditions(view, host)),
    },
  ],
});

function machineCells(record: HostRecord | undefined) {
  const machine = record?.facts?.machine;
  return {
    seenAt: record?.seenAt ?? null,
    changedAt: record?.changedAt ?? null,
    lostAt: record?.lostAt ?? null,
    follows: record?.facts === undefined ? null : record.connected && record.facts.follows,
    hostname: machine?.hostname ?? null,
    machineId: machine?.machineId ?? null,
    bootId: machine?.bootId ?? null,
    kernel: machine?.kernel ?? null,
    container: machine?.container ?? null,
    resolvers: machine?.resolvers ?? [],
    clockOffsetMs: record?.clock?.offsetMs ?? null,
    clockErrorMs: record?.clock?.errorMs ?? null,
  };
}

/** As last seen: whether that may be old is what `stale` says. */
function lastDocker({ inventory }: View, host: string): DockerFacts | undefined {
  const docker = inventory.hosts[host]?.facts?.docker;
  return docker?.kind === 'known' ? docker : undefined;
}

function engineCells(view: View, host: string) {
  const docker = lastDocker(view, host);
  const engine = docker?.engine;
  return {
    engineVersion: engine?.version ?? null,
    apiVersion: engine?.apiVersion ?? null,
    operatingSystem: engine?.operatingSystem ?? null,
    architecture: engine?.architecture ?? null,
    storageDriver: engine?.storageDriver ?? null,
    dataRoot: engine?.dataRoot ?? null,
    firewallBackend: engine?.firewallBackend ?? null,
    liveRestore: engine?.liveRestore ?? null,
    certificateNotAfter: docker?.certificate?.notAfter ?? null,
  };
}

function membershipCells({ inventory }: View, host: string) {
  const membership = membershipOf(inventory, host);
  const belonging = belongingOf(inventory, host);
  const inside = belonging.kind === 'in' ? belonging : undefined;
  const member = membership.kind === 'member' ? membership : undefined;
  return {
    membership: membership.kind,
    membershipReason: 'reason' in membership ? membership.reason : null,
    swarm: inside?.swarm.id ?? null,
    nodeId: member?.nodeId ?? null,
    role: member?.role ?? null,
    address: member?.address ?? null,
    dataPathAddress: member?.dataPathAddress ?? null,
    nodeState: inside?.node?.state ?? null,
    availability: inside?.node?.availability ?? null,
    leader: inside?.node === undefined ? null : (inside.node.manager?.leader ?? false),
  };
}

export const conditions = defineTable({
  name: 'conditions',
  about: 'What must hold for a member to count as working, one row each.',
  local: false,
  key: ['host', 'condition'],
  columns: {
    ...originColumns,
    condition: text('node-ready, ingress-present, gwbridge-present, gossip-port-bound, in-gossip.'),
    verdict: text('pass, fail or unknown.'),
    detail: text('What was seen.'),
  },
  rows(view, host) {
    const origin = originOf(view, host);
    return memberConditions(view, host).map(({ name, verdict, detail }) => ({
      ...origin,
      ...{ condition: name, verdict, detail },
    }));
  },
});

/** Only members are asked to work. */
const memberConditions = ({ inventory }: View, host: string): readonly Condition[] =>
  membershipOf(inventory, host).kind === 'member' ? conditionsOf(inventory, host) : [];
