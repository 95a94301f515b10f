import { networksOf, type Inventory } from './inventory.js';
import { belongingOf } from './swarms.js';

/** What the members of one swarm, each asked on its own host, say about who gossips. */
export type Gossip = {
  /** Hosts on which `ingress` is materialised, so that its peers could be read. */
  readonly asked: readonly string[];
  /** By a member's address: the hosts that list it among the peers of `ingress`. */
  readonly heardBy: ReadonlyMap<string, readonly string[]>;
};

const silence: Gossip = { asked: [], heardBy: new Map() };

// As for surveys: an inventory never changes, and each of a thousand hosts is asked about.
const gossips = new WeakMap<Inventory, ReadonlyMap<string, Gossip>>();

/** The gossip of the swarm with this id, as far as its connected members in the inventory tell. */
export function gossipOf(inventory: Inventory, swarmId: string): Gossip {
  const known = gossips.get(inventory) ?? collectGossip(inventory);
  gossips.set(inventory, known);
  return known.get(swarmId) ?? silence;
}

function collectGossip(inventory: Inventory): ReadonlyMap<string, Gossip> {
  const swarms = new Map<string, { asked: string[]; heardBy: Map<string, string[]> }>();
  for (const host of Object.keys(inventory.hosts)) {
    const belonging = belongingOf(inventory, host);
    const peers = networksOf(inventory, host).find((network) => network.ingress)?.peers ?? [];
    if (belonging.kind !== 'in' || peers.length === 0) continue;
    const gossip = getOrAdd(swarms, belonging.swarm.id, () => ({ asked: [], heardBy: new Map() }));
    gossip.asked.push(host);
    for (const { address } of peers) getOrAdd(gossip.heardBy, address, () => []).push(host);
  }
  return swarms;
}

function getOrAdd<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
