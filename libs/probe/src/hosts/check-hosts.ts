import { belongingOf, membershipOf, type HostFacts, type Inventory } from '@muster/inventory';
import { isAddress, type Finding } from '@muster/kernel';
import type { FleetSpec, HostSpec } from '@muster/spec';
import { about, blocker, listed, warning } from '../finding.js';
import type { CheckHost } from '../model.js';
import { canonical, dialable, interfaceWith, isDialable, onInterface } from './addresses.js';
import { swarmOf } from './swarm.js';

export type CheckHosts = {
  /** Every host of the spec, in its order; one whose address nobody knows too, so that its edges are judged unknown. */
  readonly hosts: readonly CheckHost[];
  /** `address-ambiguous` and `address-missing` (blockers), `address-unknown` (warning). */
  readonly findings: readonly Finding[];
};

/**
 * The hosts as a check needs them. The advertise address is the one that the host has in its swarm, else the spec's (or
 * that of the interface which the spec names), else the only one of its addresses that others could dial: an Engine chooses
 * the same way, and refuses where it is not clear. The data path address is the spec's, else the advertise address.
 */
export function checkHosts(spec: FleetSpec, inventory: Inventory): CheckHosts {
  const swarmId = swarmOf(spec, inventory)?.id;
  const made = spec.hosts.map((host, place) => {
    const facts = inventory.hosts[host.name]?.facts;
    const advertise = advertised(host, place, facts, inventory);
    const data = dataPath(host, place, facts, advertise);
    const checked = {
      ...{ name: host.name, index: place + 1, address: advertise.address },
      ...{ dataAddress: data.address, isManager: isManager(host, inventory) },
      ...seen(facts, data.address),
      ...nodeOf(host, inventory),
      ...(swarmId !== undefined && { swarmId }),
    };
    return { host: checked, findings: [...advertise.findings, ...data.findings] };
  });
  return {
    hosts: made.map(({ host }) => host),
    findings: made.flatMap(({ findings }) => findings),
  };
}

type Choice = { readonly address: string; readonly findings: readonly Finding[] };

const chosen = (address: string): Choice => ({ address: canonical(address), findings: [] });
const without = (finding: Finding): Choice => ({ address: '', findings: [finding] });

function advertised(
  host: HostSpec,
  place: number,
  facts: HostFacts | undefined,
  inventory: Inventory,
): Choice {
  const membership = membershipOf(inventory, host.name);
  if (membership.kind === 'member' && isDialable(membership.address))
    return chosen(membership.address);
  if (host.advertiseAddress !== undefined)
    return written(host, place, 'advertiseAddress', host.advertiseAddress, facts);
  if (facts === undefined) return without(unseen(host, place, 'advertiseAddress'));
  return only(host, place, 'advertiseAddress', dialable(facts), 'it');
}

function dataPath(
  host: HostSpec,
  place: number,
  facts: HostFacts | undefined,
  advertise: Choice,
): Choice {
  if (host.dataPathAddress === undefined) return { address: advertise.address, findings: [] };
  return written(host, place, 'dataPathAddress', host.dataPathAddress, facts);
}

type Field = 'advertiseAddress' | 'dataPathAddress';

/** Engines take the name of an interface in place of an address. */
function written(
  host: HostSpec,
  place: number,
  field: Field,
  text: string,
  facts: HostFacts | undefined,
): Choice {
  if (isAddress(text)) return chosen(text);
  if (facts === undefined) return without(unseen(host, place, field));
  return only(host, place, field, onInterface(facts, text) ?? [], `its interface ${text}`);
}

/** Of one family there must be exactly one; IPv4 goes first, because overlays are carried by it wherever there is a choice. */
function only(
  host: HostSpec,
  place: number,
  field: Field,
  addresses: readonly string[],
  owner: string,
): Choice {
  const old = addresses.filter((address) => !address.includes(':'));
  const [first, ...others] = old.length > 0 ? old : addresses;
  if (first !== undefined && others.length === 0) return chosen(first);
  const remedy = [`Give ${host.name} its ${field} in the spec.`];
  const at = { ...about(host.name, place, field), remedy };
  if (first === undefined)
    return without(
      blocker('address-missing', `${host.name}: ${owner} has no address that others can dial`, at),
    );
  const message = `${host.name}: ${owner} has several addresses, ${listed([first, ...others])}, and the spec names none`;
  return without(blocker('address-ambiguous', message, at));
}

const unseen = (host: HostSpec, place: number, field: Field): Finding =>
  warning(
    'address-unknown',
    `nobody knows an address of ${host.name}: its agent has not reported`,
    {
      ...about(host.name, place, field),
      remedy: [
        `Start the agent on ${host.name}.`,
        `Or give ${host.name} its ${field} in the spec.`,
      ],
    },
  );

function isManager(host: HostSpec, inventory: Inventory): boolean {
  const membership = membershipOf(inventory, host.name);
  return host.role === 'manager' || (membership.kind === 'member' && membership.role === 'manager');
}

function seen(facts: HostFacts | undefined, dataAddress: string): Partial<CheckHost> {
  if (facts === undefined) return {};
  const mtu = interfaceWith(facts, dataAddress)?.mtu;
  const firewall = firewallOf(facts);
  return {
    addresses: dialable(facts),
    ...(mtu !== undefined && { mtu }),
    ...(firewall !== undefined && { firewall }),
  };
}

/** A tool that is active owns the rules. */
function firewallOf({ machine: { firewall } }: HostFacts): CheckHost['firewall'] {
  if (firewall.ufw === 'yes') return 'ufw';
  return firewall.firewalld === 'yes' ? 'firewalld' : undefined;
}

function nodeOf({ name }: HostSpec, inventory: Inventory): Partial<CheckHost> {
  const belonging = belongingOf(inventory, name);
  return 'member' in belonging ? { nodeId: belonging.member.nodeId } : {};
}
