import type { NodeFact } from '../facts.js';
import { type Inventory } from '../inventory.js';
import { belongingOf, swarmsSeen, type SwarmView } from '../swarms.js';
import { flag, flagOrNull, map, text, textOrNull } from './column.js';
import { defineTable, originColumns, originOf, type View } from './table.js';

export const nodes = defineTable({
  name: 'nodes',
  about: "Nodes of swarms as a connected manager lists them; `host` is that manager's.",
  local: false,
  key: ['host', 'nodeId'],
  columns: {
    ...originColumns,
    swarm: text('Id of the swarm.'),
    nodeId: text("The node's id."),
    hostname: text('What the node calls itself.'),
    nodeHost: textOrNull(
      'The host that is this node now; null = none that is connected: left behind, or not ours.',
    ),
    role: text('manager or worker.'),
    availability: text('active, pause or drain.'),
    state: text('ready, down, disconnected or unknown.'),
    address: text('Its address in the swarm.'),
    engineVersion: text('Of its Engine.'),
    leader: flag('Whether it leads the managers.'),
    reachable: flagOrNull('Of a manager: whether the others reach it.'),
    labels: map('Its labels.'),
  },
  rows(view, host) {
    const swarm = seenBy(view.inventory, host);
    if (swarm === undefined) return [];
    const origin = originOf(view, host);
    const hosts = hostsByNode(view);
    return swarm.facts.nodes.map((node) => ({
      ...origin,
      ...nodeCells(node),
      swarm: swarm.id,
      nodeHost: hosts.get(node.nodeId) ?? null,
    }));
  },
});

const nodeCells = (node: NodeFact) => ({
  nodeId: node.nodeId,
  hostname: node.hostname,
  role: node.role,
  availability: node.availability,
  state: node.state,
  address: node.address,
  engineVersion: node.engineVersion,
  leader: node.manager?.leader ?? false,
  reachable: node.manager?.reachable ?? null,
  labels: node.labels,
});

/** The swarm that this host's manager is asked about: of several managers the one with the newest look. */
export const seenBy = (inventory: Inventory, host: string): SwarmView | undefined =>
  swarmsSeen(inventory).find((swarm) => swarm.seenBy === host);

const known = new WeakMap<Inventory, ReadonlyMap<string, string>>();

function hostsByNode({ inventory }: View): ReadonlyMap<string, string> {
  const before = known.get(inventory);
  if (before !== undefined) return before;
  const pairs = Object.keys(inventory.hosts).flatMap((host) => {
    const belonging = belongingOf(inventory, host);
    return belonging.kind === 'in' ? [[belonging.member.nodeId, host] as const] : [];
  });
  const made = new Map(pairs);
  known.set(inventory, made);
  return made;
}
