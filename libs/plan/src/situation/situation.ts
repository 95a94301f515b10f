import {
  conditionsOf,
  type Condition,
  type HostFacts,
  type Inventory,
  type NodeFact,
  type SwarmView,
} from '@muster/inventory';
import type { FleetSpec, HostSpec } from '@muster/spec';
import type { Evidence } from '../evidence.js';
import type { Verified } from '../verified.js';
import { ourSwarm } from './ours.js';
import { standingOf, type Standing } from './standing.js';

/** The spec and the inventory side by side: what every check and every diff looks at. */
export type Situation = {
  readonly spec: FleetSpec;
  readonly inventory: Inventory;
  readonly ours?: SwarmView;
  readonly verified: Verified;
  /** In the order of the spec. */
  readonly hosts: readonly Host[];
  readonly evidence: Evidence;
  /** Ids of findings that a person goes on over. */
  readonly accept: readonly string[];
};

/** One host of the spec, as wanted and as seen. */
export type Host = {
  readonly name: string;
  /** Its place in the spec's list. */
  readonly index: number;
  readonly spec: HostSpec;
  readonly standing: Standing;
  readonly facts?: HostFacts;
  /**
   * Nodes of our swarm that this host was before it left: listed under its hostname, claimed by no Engine. Only those
   * that are down, or whatever the swarm still believes of them while the host's own membership is broken.
   */
  readonly phantoms: readonly NodeFact[];
};

export function situationOf(
  spec: FleetSpec,
  inventory: Inventory,
  { evidence, accept }: Pick<Situation, 'evidence' | 'accept'> = { evidence: {}, accept: [] },
): Situation {
  const ours = ourSwarm(spec, inventory);
  const seen = spec.hosts.map((host, index): Host => {
    const facts = inventory.hosts[host.name]?.facts;
    const standing = standingOf(inventory, host.name, ours);
    const { name } = host;
    return { name, index, spec: host, standing, phantoms: [], ...(facts && { facts }) };
  });
  const hosts = ours === undefined ? seen : withPhantoms(seen, ours);
  const verified = evidence.verified ?? {};
  return { spec, inventory, verified, hosts, evidence, accept, ...(ours && { ours }) };
}

export const hostnameOf = ({ facts }: Host): string | undefined =>
  facts?.docker.kind === 'known' ? facts.docker.engine.hostname : facts?.machine.hostname;

/** What keeps a member from working; unknown conditions are left out, except that no manager could be asked. */
export const failuresOf = ({ inventory }: Situation, host: string): readonly Condition[] =>
  conditionsOf(inventory, host).filter(
    ({ name, verdict }) => verdict === 'fail' || (verdict === 'unknown' && name === 'node-ready'),
  );

/** Nodes of our swarm that are none of the spec's hosts, neither by node id nor by hostname. */
export function outsiders({ ours, hosts }: Situation): readonly NodeFact[] {
  const claimed = claimedBy(hosts);
  const hostnames = new Set(hosts.map(hostnameOf));
  const nodes = ours?.facts.nodes ?? [];
  return nodes.filter((node) => !claimed.has(node.nodeId) && !hostnames.has(node.hostname));
}

/** These may well be the node that is listed as down. */
const mayStillClaim: ReadonlySet<Standing['kind']> = new Set([
  'unknown',
  'locked',
  'leaderless',
  'foreign',
]);

function withPhantoms(hosts: readonly Host[], ours: SwarmView): readonly Host[] {
  const claimed = claimedBy(hosts);
  const unclaimed = Map.groupBy(
    ours.facts.nodes.filter((node) => !claimed.has(node.nodeId)),
    (node) => node.hostname,
  );
  const sharing = Map.groupBy(hosts, hostnameOf);
  return hosts.map((host) => {
    const hostname = hostnameOf(host);
    // Two hosts of one name: nobody can tell whose node it was.
    if (hostname === undefined || sharing.get(hostname)?.length !== 1) return host;
    if (mayStillClaim.has(host.standing.kind)) return host;
    const nodes = unclaimed.get(hostname) ?? [];
    const isGone = (node: NodeFact) => node.state === 'down' || host.standing.kind === 'broken';
    return { ...host, phantoms: nodes.filter(isGone) };
  });
}

function claimedBy(hosts: readonly Host[]): ReadonlySet<string> {
  return new Set(
    hosts.flatMap(({ standing }) => ('member' in standing ? [standing.member.nodeId] : [])),
  );
}
