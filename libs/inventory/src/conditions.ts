import type { Member, NetworkFact, NodeFact } from './facts.js';
import { gossipOf } from './gossip.js';
import { networksOf, type Inventory } from './inventory.js';
import type { MachineFacts } from './machine.js';
import { belongingOf, type Belonging } from './swarms.js';

const gateway = 'docker_gwbridge';

/** `unknown`: could not be seen. It is never the same as `fail`. */
export type Verdict = 'pass' | 'fail' | 'unknown';

/** What must hold until a member counts as working. "Ready" alone does not: see FAILURES, "Ready is not working". */
export const conditionNames = [
  /** A connected manager of its swarm lists its node as ready and, if it is a manager, as reachable. */
  'node-ready',
  /** The routing mesh, `ingress` unless it was replaced, exists on the host itself. */
  'ingress-present',
  /** The network `docker_gwbridge` exists on the host itself. */
  'gwbridge-present',
  /** Port 7946 is bound on the host, TCP and UDP. */
  'gossip-port-bound',
  /** Another member lists the host among the peers of its `ingress`. */
  'in-gossip',
] as const;
export type ConditionName = (typeof conditionNames)[number];

export type Condition = {
  readonly name: ConditionName;
  readonly verdict: Verdict;
  /** What was seen, as a phrase: `nothing has bound 7946/udp`. */
  readonly detail: string;
};

/** True only when every condition was seen to hold. */
export const works = (inventory: Inventory, host: string): boolean =>
  conditionsOf(inventory, host).every((condition) => condition.verdict === 'pass');

/** Of several conditions together: one that fails decides, then one that could not be seen. Of none nothing is known. */
export function overallOf(conditions: readonly Condition[]): Verdict {
  if (conditions.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return conditions.length > 0 && conditions.every(({ verdict }) => verdict === 'pass')
    ? 'pass'
    : 'unknown';
}

/** The conditions of a host, in the order of `conditionNames`, always all of them. */
export function conditionsOf(inventory: Inventory, host: string): readonly Condition[] {
  const belonging = belongingOf(inventory, host);
  const machine = inventory.hosts[host]?.facts?.machine;
  if (belonging.kind === 'unknown') return all('unknown', belonging.reason);
  if (machine === undefined) return all('unknown', 'the agent has not reported yet');
  if (belonging.kind !== 'in' && belonging.kind !== 'unseen') return all('fail', notIn(belonging));
  return [
    { name: 'node-ready', ...nodeReady(belonging) },
    { name: 'ingress-present', ...present(inventory, host, 'ingress', ({ ingress }) => ingress) },
    {
      name: 'gwbridge-present',
      ...present(inventory, host, gateway, ({ name }) => name === gateway),
    },
    { name: 'gossip-port-bound', ...portBound(machine) },
    { name: 'in-gossip', ...inGossip(inventory, host, belonging) },
  ];
}

type Judgement = Omit<Condition, 'name'>;
type Inside = Extract<Belonging, { kind: 'in' | 'unseen' }>;
type Outside = Exclude<Belonging, Inside | { kind: 'unknown' }>;

const pass = (detail: string): Judgement => ({ verdict: 'pass', detail });
const fail = (detail: string): Judgement => ({ verdict: 'fail', detail });
const unknown = (detail: string): Judgement => ({ verdict: 'unknown', detail });

const all = (verdict: Verdict, detail: string): readonly Condition[] =>
  conditionNames.map((name) => ({ name, verdict, detail }));

function notIn(belonging: Outside): string {
  if (belonging.kind === 'none') return 'the host is in no swarm';
  return belonging.kind === 'joining'
    ? `still joining: ${belonging.reason}`
    : `its membership is broken: ${belonging.reason}`;
}

function nodeReady(belonging: Inside): Judgement {
  if (belonging.kind === 'unseen') return unknown('none of the managers of its swarm is connected');
  const { node, swarm } = belonging;
  if (node === undefined) return fail(`${swarm.seenBy} does not list its node`);
  if (node.state !== 'ready') return fail(`${swarm.seenBy} lists its node as ${node.state}`);
  if (!isReachable(node))
    return fail(`${swarm.seenBy} lists it as a manager that is not reachable`);
  return pass(`${swarm.seenBy} lists its node as ready`);
}

/** A node that is to be a manager has no manager's status until it is one. */
const isReachable = ({ role, manager }: NodeFact): boolean =>
  role === 'worker' || manager?.reachable === true;

/** @param what its name, as a rule: the routing mesh may have been replaced by one of another name. */
function present(
  inventory: Inventory,
  host: string,
  what: string,
  is: (network: NetworkFact) => boolean,
): Judgement {
  const found = networksOf(inventory, host).find(is);
  return found === undefined
    ? fail(`the host has no network ${what}`)
    : pass(`${found.name} is there`);
}

function portBound({ gossipPort }: MachineFacts): Judgement {
  const states = [gossipPort.tcp, gossipPort.udp];
  const detail = `7946/tcp is ${gossipPort.tcp}, 7946/udp is ${gossipPort.udp}`;
  if (states.includes('free')) return fail(detail);
  return states.includes('unknown') ? unknown(detail) : pass(detail);
}

function inGossip(inventory: Inventory, host: string, belonging: Inside): Judgement {
  if (belonging.kind === 'unseen') return unknown('no other member of its swarm is connected');
  const { member, swarm } = belonging;
  if (isAlone(member, swarm.facts.nodes)) return pass('no other node is ready, so it has no peer');
  const gossip = gossipOf(inventory, swarm.id);
  const listener = gossip.heardBy.get(member.address)?.find((other) => other !== host);
  if (listener !== undefined) return pass(`${listener} lists ${member.address} among its peers`);
  const asked = gossip.asked.filter((other) => other !== host);
  if (asked.length === 0) return unknown('no peer could be asked');
  return fail(`none of ${asked.length} peers lists ${member.address}`);
}

const isAlone = (member: Member, nodes: readonly NodeFact[]): boolean =>
  !nodes.some((node) => node.nodeId !== member.nodeId && node.state === 'ready');
