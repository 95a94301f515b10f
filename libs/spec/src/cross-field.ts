import { isNetworkAddress, overlaps, parseCidr, type Cidr } from '@muster/kernel';
import { networkRules, subnetPlace } from './cross-field-networks.js';
import type { Draft } from './draft.js';
import { pathText, problem, type Place, type Problem } from './problem.js';

/** Rules between fields. Each looks only at what is valid by itself: what is not has its own finding. */
export const crossField = (draft: Draft): readonly Problem[] =>
  rules.flatMap((rule) => rule(draft));

type Rule = (draft: Draft) => readonly Problem[];

const rules: readonly Rule[] = [
  hostNamesUnique,
  (draft) => addressesUnique(draft, 'advertiseAddress'),
  (draft) => addressesUnique(draft, 'dataPathAddress'),
  networkNamesFree,
  networkNamesUnique,
  subnetsApart,
  subnetsOutsideReserved,
  ...networkRules,
  poolsApart,
  poolsLargeEnough,
];

/** Docker makes these by itself, on each host or once a swarm. */
export const reservedNetworkNames = ['ingress', 'docker_gwbridge', 'bridge', 'host', 'none'];

function hostNamesUnique({ hosts }: Draft): readonly Problem[] {
  const names = hosts.map((host, index) => ({ text: host.name, place: ['hosts', index, 'name'] }));
  return repeated(names, 'host-name-duplicate', 'Give each host a name of its own.');
}

function addressesUnique(
  { hosts }: Draft,
  field: 'advertiseAddress' | 'dataPathAddress',
): readonly Problem[] {
  const addresses = hosts.map((host, index) => ({
    text: host[field],
    place: ['hosts', index, field],
  }));
  return repeated(addresses, 'address-duplicate', 'Give each host an address of its own.');
}

function networkNamesUnique({ networks }: Draft): readonly Problem[] {
  const names = networks.map(({ name }, index) => ({
    text: name,
    place: ['networks', index, 'name'],
  }));
  return repeated(names, 'network-name-duplicate', 'Give each network a name of its own.');
}

function networkNamesFree({ networks }: Draft): readonly Problem[] {
  return networks.flatMap(({ name = '', ingress }, index) =>
    reservedNetworkNames.includes(name) && !(ingress && name === 'ingress')
      ? problem('network-name-reserved', `is ${name}, a network that Docker makes by itself`, {
          place: ['networks', index, 'name'],
          remedy:
            name === 'ingress'
              ? 'Choose another name, or add `ingress: true` to have it instead of the one that Docker makes.'
              : 'Choose another name.',
        })
      : [],
  );
}

function subnetsApart({ networks }: Draft): readonly Problem[] {
  const blocks = networks.flatMap(({ subnets }, index) =>
    subnets.flatMap((it, nth) => toBlock(it.subnet, subnetPlace(index, nth, it))),
  );
  return colliding(blocks, 'subnet-overlaps', 'Give each network blocks of its own.');
}

function subnetsOutsideReserved({ swarm, networks }: Draft): readonly Problem[] {
  const reserved = (swarm?.reserved ?? []).flatMap((text) => parseCidr(text ?? '') ?? []);
  return networks.flatMap(({ subnets }, index) =>
    subnets.flatMap((it, nth) => {
      const block = parseCidr(it.subnet ?? '');
      const met = reserved.find((other) => block !== undefined && overlaps(other, block));
      if (met === undefined) return [];
      const message = `is ${block?.text ?? ''} and overlaps ${met.text}, which swarm.reserved keeps free`;
      const remedy = 'Choose another block, or take it out of swarm.reserved.';
      return problem('subnet-overlaps', message, { place: subnetPlace(index, nth, it), remedy });
    }),
  );
}

function poolsApart({ swarm }: Draft): readonly Problem[] {
  const pools = swarm?.addressPools ?? [];
  const blocks = pools.flatMap((text, nth) => toBlock(text, ['swarm', 'addressPools', nth]));
  return colliding(blocks, 'pool-overlaps', 'Remove one of the two.');
}

function poolsLargeEnough({ swarm }: Draft): readonly Problem[] {
  const size = swarm?.subnetSize ?? 24;
  return (swarm?.addressPools ?? []).flatMap((text, nth) => {
    const pool = parseCidr(text ?? '');
    if (pool?.family !== 4 || pool.prefix <= size) return [];
    const message = `is too small to cut subnets of /${size} from it`;
    const remedy = `Give a larger pool, or a subnetSize of ${pool.prefix} or more.`;
    return problem('pool-too-small', message, { place: ['swarm', 'addressPools', nth], remedy });
  });
}

type Named = { readonly text: string | undefined; readonly place: Place };

function repeated(all: readonly Named[], id: string, remedy: string): readonly Problem[] {
  const first = new Map<string, Place>();
  return all.flatMap(({ text, place }) => {
    if (text === undefined) return [];
    const earlier = first.get(text);
    if (earlier === undefined) first.set(text, place);
    return earlier === undefined
      ? []
      : problem(id, `is ${text}, as ${pathText(earlier)} is`, { place, remedy });
  });
}

type Block = { readonly block: Cidr; readonly place: Place };

const toBlock = (text: string | undefined, place: Place): readonly Block[] => {
  const block = isNetworkAddress(text ?? '') ? parseCidr(text ?? '') : undefined;
  return block === undefined ? [] : [{ block, place }];
};

/** Sorted by first address, a block that meets any before it also meets the one that reaches farthest. */
function colliding(all: readonly Block[], id: string, remedy: string): readonly Problem[] {
  const sorted = all.toSorted((a, b) => compare(a.block, b.block));
  let farthest = sorted[0];
  return sorted.slice(1).flatMap((it) => {
    const other = farthest;
    if (
      other === undefined ||
      it.block.last > other.block.last ||
      it.block.family !== other.block.family
    )
      farthest = it;
    if (other === undefined || !overlaps(other.block, it.block)) return [];
    const message = `is ${it.block.text} and overlaps ${other.block.text}, ${pathText(other.place)}`;
    return problem(id, message, { place: it.place, remedy });
  });
}

const compare = (a: Cidr, b: Cidr): number =>
  a.family - b.family ||
  (a.first < b.first ? -1 : Number(a.first > b.first)) ||
  a.prefix - b.prefix;
