import type { NetworkFact } from '../facts.js';
import { dockerOf, type Inventory, networksOf } from '../inventory.js';
import { networkConditionsOf } from '../network-conditions.js';
import { isMaterialised, mtuOf } from '../networks.js';
import { belongingOf } from '../swarms.js';
import { flag, flagOrNull, integer, integerOrNull, list, map, text, timeOrNull } from './column.js';
import { seenBy } from './swarm.js';
import { defineTable, originColumns, originOf, type View } from './table.js';

/** Whether it is ready, and why: how it stands beyond that the Engine lists it. */
const conditionColumns = {
  created: text('pass or fail: whether the swarm has given it addresses.'),
  verified: text(
    'pass, fail or unknown: what was seen of packets, the last time that anybody looked; unknown also when nobody did.',
  ),
  verifiedAt: timeOrNull('When that was; null = never.'),
  encryption: text(
    'proven, not, unknown or n/a: what was seen on the wire then; n/a = not asked for.',
  ),
  ready: flagOrNull(
    'Created, verified, and proven to be encrypted where that was asked for; null = cannot be told (ingress).',
  ),
};

export const swarmNetworks = defineTable({
  name: 'swarmNetworks',
  about:
    'Networks as they are defined in swarms, one row each, with the hosts on which they are materialised. `host` is the manager that lists them.',
  local: false,
  key: ['host', 'network', 'id'],
  columns: {
    ...originColumns,
    swarm: text('Id of the swarm.'),
    network: text('Its name.'),
    id: text("The Engine's id."),
    driver: text('overlay, …'),
    attachable: flag('Standalone containers may join.'),
    internal: flag('It has no way out.'),
    encrypted: flag('Asked for; says nothing about what is on the wire.'),
    ingress: flag('The routing mesh.'),
    subnets: list('CIDR.'),
    mtu: integerOrNull("As it was asked for; null = the Engine's default.", 'bytes'),
    labels: map('Its labels.'),
    createdAt: timeOrNull('null = the Engine does not say.'),
    ...conditionColumns,
    presentOn: list('Hosts on which it is materialised.'),
    absentOn: list('Hosts of the swarm on which it is not: nothing there uses it.'),
    unknownOn: list('Hosts of the fleet that could not be asked now.'),
    endpoints: integer('Endpoints on it, on all hosts that are seen.'),
  },
  rows(view, host) {
    const swarm = seenBy(view.inventory, host);
    if (swarm === undefined) return [];
    const origin = originOf(view, host);
    const fleet = view.fleetOf(host);
    const spread = spreadOf(view.inventory);
    const members = spread.members.get(swarm.id) ?? [];
    const unknownOn = spread.unknown.filter((it) => fleet !== null && view.fleetOf(it) === fleet);
    const defined = networksOf(view.inventory, host).filter(({ scope }) => scope === 'swarm');
    return defined.map((it) => {
      const { on = new Set<string>(), endpoints = 0 } = spread.networks.get(it.id) ?? {};
      return {
        ...origin,
        swarm: swarm.id,
        network: it.name,
        ...{ id: it.id, driver: it.driver, attachable: it.attachable, internal: it.internal },
        ...{ encrypted: it.encrypted, ingress: it.ingress, labels: it.labels },
        subnets: it.subnets.map(({ subnet }) => subnet),
        mtu: mtuOf(it),
        createdAt: it.createdAt === '' ? null : it.createdAt,
        ...conditionCells(view, it),
        presentOn: members.filter((member) => on.has(member)),
        absentOn: members.filter((member) => !on.has(member)),
        unknownOn,
        endpoints,
      };
    });
  },
});

function conditionCells({ verificationOf }: View, network: NetworkFact) {
  const { conditions, ready } = networkConditionsOf(network, verificationOf(network.id));
  const { created, verified, encrypted } = conditions;
  return {
    created: created.verdict,
    verified: verified.verdict,
    verifiedAt: verified.at,
    encryption: encrypted,
    ready,
  };
}

/** Where networks are, over all hosts. */
type Spread = {
  /** By network id. */
  readonly networks: ReadonlyMap<string, { readonly on: Set<string>; endpoints: number }>;
  /** Connected members by the id of their swarm. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly unknown: readonly string[];
};

// As for surveys: an inventory never changes, and every network is asked about.
const spreads = new WeakMap<Inventory, Spread>();

function spreadOf(inventory: Inventory): Spread {
  const made = spreads.get(inventory) ?? makeSpread(inventory);
  spreads.set(inventory, made);
  return made;
}

function makeSpread(inventory: Inventory): Spread {
  const networks = new Map<string, { on: Set<string>; endpoints: number }>();
  const members = new Map<string, string[]>();
  const unknown: string[] = [];
  for (const host of Object.keys(inventory.hosts)) {
    if (dockerOf(inventory, host).kind === 'unknown') {
      unknown.push(host);
      continue;
    }
    const belonging = belongingOf(inventory, host);
    if (belonging.kind === 'in') {
      const { id } = belonging.swarm;
      members.set(id, [...(members.get(id) ?? []), host]);
    }
    for (const network of networksOf(inventory, host)) {
      if (network.scope !== 'swarm') continue;
      const seen = networks.get(network.id) ?? { on: new Set<string>(), endpoints: 0 };
      if (isMaterialised(network)) seen.on.add(host);
      seen.endpoints += network.attachments.length;
      networks.set(network.id, seen);
    }
  }
  return { networks, members, unknown };
}
