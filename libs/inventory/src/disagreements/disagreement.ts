import type { DockerFacts, NetworkFact } from '../facts.js';
import { dockerOf, type Inventory } from '../inventory.js';
import { belongingOf } from '../swarms.js';

export const disagreementKinds = [
  /** A host does not hear of another one that has the same overlay: packets between the two find no way. */
  'peer-missing',
  /** A host still counts on another one for an overlay that is not on it any more. */
  'peer-stale',
  /** Within one swarm a name stands for networks with different ids. */
  'network-ids-differ',
  /** One host lists a name more than once: commands by name are refused. */
  'network-name-ambiguous',
  /** A swarm without the network of its routing mesh. */
  'ingress-missing',
  /** A swarm with several of them. */
  'ingress-duplicate',
  /** A node entry that is down while the same host is in the swarm as another node. */
  'node-left-behind',
  /** A node that its managers do not hear of. */
  'node-down',
  /** An endpoint without container: it holds an address that nobody uses, and keeps its network from being removed. */
  'endpoint-orphan',
  /** Two endpoints of one overlay with the same address. */
  'address-twice',
] as const;
export type DisagreementKind = (typeof disagreementKinds)[number];

/** Hosts, or the Engine and itself, say what cannot all be true. What could not be seen disagrees with nothing. */
export type Disagreement = {
  readonly kind: DisagreementKind;
  /** The host that says it. */
  readonly host: string;
  /** Name and id of the network that it is about, when it is about one. */
  readonly network?: string;
  readonly networkId?: string;
  /** What does not fit: a peer's address, a network's id, a node's id, an endpoint's id. */
  readonly subject: string;
  /** A sentence. */
  readonly detail: string;
};

/** A member that answers, and what it says. */
export type Witness = {
  readonly host: string;
  readonly docker: DockerFacts;
  /** The node's addresses: in its swarm, and of its data path. */
  readonly addresses: readonly string[];
};

/** The connected members of each swarm, by the swarm's id. */
export function witnessesBySwarm(inventory: Inventory): ReadonlyMap<string, readonly Witness[]> {
  const swarms = new Map<string, Witness[]>();
  for (const host of Object.keys(inventory.hosts)) {
    const docker = dockerOf(inventory, host);
    const belonging = belongingOf(inventory, host);
    if (docker.kind === 'unknown' || belonging.kind !== 'in') continue;
    const { address, dataPathAddress = address } = belonging.member;
    const { id } = belonging.swarm;
    const witness = { host, docker, addresses: [...new Set([address, dataPathAddress])] };
    swarms.set(id, [...(swarms.get(id) ?? []), witness]);
  }
  return swarms;
}

export type Sighting = { readonly witness: Witness; readonly network: NetworkFact };

/** Who sees which network of the swarm, by what `keyOf` says of it. */
export function sightingsBy(
  witnesses: readonly Witness[],
  keyOf: (network: NetworkFact) => string,
): ReadonlyMap<string, readonly Sighting[]> {
  const all = witnesses.flatMap((witness) =>
    witness.docker.networks
      .filter(({ scope }) => scope === 'swarm')
      .map((network) => ({ witness, network })),
  );
  return Map.groupBy(all, ({ network }) => keyOf(network));
}

export const aboutNetwork = ({ name, id }: NetworkFact) => ({ network: name, networkId: id });
