import type { DockerFacts, Member, NodeFact, SwarmFacts } from './facts.js';
import { dockerOf, type Inventory } from './inventory.js';

/** A swarm that at least one connected manager of the inventory sees. */
export type SwarmView = {
  readonly id: string;
  /** What its manager with the newest look says. */
  readonly facts: SwarmFacts;
  /** The host of that manager. */
  readonly seenBy: string;
  /** When it looked, by the coordinator's clock. */
  readonly seenAt: string;
  /** By node id, from the same look. */
  readonly nodes: ReadonlyMap<string, NodeFact>;
};

/** Which swarm a host is in. */
export type Belonging =
  | { readonly kind: 'none' }
  /** `node` is absent when the swarm's managers do not list it: removed, or joined a moment ago. */
  | {
      readonly kind: 'in';
      readonly swarm: SwarmView;
      readonly member: Member;
      readonly node?: NodeFact;
    }
  /** In a swarm none of whose managers is seen: somebody else's, or one that lost its leader. */
  | { readonly kind: 'unseen'; readonly member: Member }
  | { readonly kind: 'joining'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

type Survey = {
  readonly swarms: ReadonlyMap<string, SwarmView>;
  readonly swarmOfNode: ReadonlyMap<string, SwarmView>;
};

// Every question about an inventory needs it, and an inventory never changes: made once for each.
const surveys = new WeakMap<Inventory, Survey>();

/** All swarms that the connected managers of the inventory see, each once. */
export const swarmsSeen = (inventory: Inventory): readonly SwarmView[] => [
  ...surveyOf(inventory).swarms.values(),
];

/**
 * Which swarm a host is in. A worker does not know the id of its swarm: it is in the one whose managers list its node,
 * or else in the one that lists a manager whom it knows.
 */
export function belongingOf(inventory: Inventory, host: string): Belonging {
  const docker = dockerOf(inventory, host);
  if (docker.kind === 'unknown') return docker;
  const { membership } = docker;
  if (membership.kind !== 'member') return membership;
  const swarm = swarmOf(surveyOf(inventory), docker, membership);
  if (swarm === undefined) return { kind: 'unseen', member: membership };
  const node = swarm.nodes.get(membership.nodeId);
  return { kind: 'in', swarm, member: membership, ...(node !== undefined && { node }) };
}

function swarmOf(survey: Survey, docker: DockerFacts, member: Member): SwarmView | undefined {
  if (docker.swarm !== undefined) return survey.swarms.get(docker.swarm.id);
  const nodeIds = [member.nodeId, ...member.managers.map((manager) => manager.nodeId)];
  return nodeIds.map((id) => survey.swarmOfNode.get(id)).find((swarm) => swarm !== undefined);
}

function surveyOf(inventory: Inventory): Survey {
  const known = surveys.get(inventory);
  if (known !== undefined) return known;
  const made = makeSurvey(inventory);
  surveys.set(inventory, made);
  return made;
}

function makeSurvey(inventory: Inventory): Survey {
  const swarms = new Map<string, SwarmView>();
  for (const host of Object.keys(inventory.hosts)) {
    const view = viewBy(inventory, host);
    const other = view && swarms.get(view.id);
    if (view && (!other || view.seenAt > other.seenAt)) swarms.set(view.id, view);
  }
  const byNode = [...swarms.values()].flatMap((swarm) =>
    [...swarm.nodes.keys()].map((nodeId) => [nodeId, swarm] as const),
  );
  return { swarms, swarmOfNode: new Map(byNode) };
}

function viewBy(inventory: Inventory, host: string): SwarmView | undefined {
  const docker = dockerOf(inventory, host);
  if (docker.kind === 'unknown' || docker.swarm === undefined) return;
  const seenAt = inventory.hosts[host]?.seenAt ?? '';
  const facts = docker.swarm;
  const nodes = new Map(facts.nodes.map((node) => [node.nodeId, node]));
  return { id: facts.id, facts, seenBy: host, seenAt, nodes };
}

/**
 * Whether a broken membership only waits for its unlock key. The Engine has a state for it, but what agents report is
 * the sentence; a sentence that speaks of a lock is taken for one, because leaving would destroy what it protects.
 */
export const isLocked = ({ reason }: { readonly reason: string }): boolean =>
  /\block(ed)?\b|\bunlock/i.test(reason);
