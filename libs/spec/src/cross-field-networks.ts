import { overlayOptions } from '@muster/inventory';
import { contains, parseCidr } from '@muster/kernel';
import type { Draft, NetworkDraft, SubnetDraft } from './draft.js';
import { problem, type Place, type Problem } from './problem.js';

type Rule = (draft: Draft) => readonly Problem[];

/** Rules inside of networks, and between them. */
export const networkRules: readonly Rule[] = [
  eachNetwork(partsInside),
  eachNetwork(ipv6Given),
  eachNetwork(notTooManyVnis),
  eachNetwork(optionsWithoutWord),
  eachNetwork(ingressNotAttachable),
  oneIngress,
  vnisUnique,
];

/** Where in the text a subnet is: a text by itself, or the key of a mapping. */
export const subnetPlace = (
  network: number,
  nth: number,
  { isText }: { isText: boolean },
): Place =>
  isText ? ['networks', network, 'subnets', nth] : ['networks', network, 'subnets', nth, 'subnet'];

function eachNetwork(rule: (network: NetworkDraft, place: Place) => readonly Problem[]): Rule {
  return ({ networks }) => networks.flatMap((network, index) => rule(network, ['networks', index]));
}

/** Gateways, ip ranges and auxiliary addresses are in the subnet that they are said of. */
function partsInside({ subnets }: NetworkDraft, place: Place): readonly Problem[] {
  return subnets.flatMap((it: SubnetDraft, nth) => {
    const outer = parseCidr(it.subnet ?? '');
    if (outer === undefined) return [];
    const parts: readonly (readonly [Place, unknown])[] = [
      [['gateway'], it.gateway],
      [['ipRange'], it.ipRange],
      ...Object.entries(it.auxAddresses).map(
        ([key, address]) => [['auxAddresses', key], address] as const,
      ),
    ];
    return parts.flatMap(([where, text]) => {
      const part = typeof text === 'string' ? asBlock(text) : undefined;
      if (part === undefined || contains(outer, part)) return [];
      return problem('subnet-part-outside', `is ${String(text)}, which is not in ${outer.text}`, {
        place: [...place, 'subnets', nth, ...where],
        remedy: `Give one in ${outer.text}.`,
      });
    });
  });
}

const asBlock = (text: string) =>
  parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);

/** Swarms have no pools of IPv6, so nobody can choose one. */
function ipv6Given({ ipv6, subnets }: NetworkDraft, place: Place): readonly Problem[] {
  if (!ipv6 || subnets.some(({ subnet }) => subnet?.includes(':') === true)) return [];
  return [
    problem('ipv6-without-subnet', 'asks for IPv6, and no IPv6 subnet is given', {
      place: [...place, 'ipv6'],
      remedy: 'Give one, for example fd00:10:204::/64: swarms have no pools to choose it from.',
    }),
  ];
}

function notTooManyVnis({ vnis, subnets }: NetworkDraft, place: Place): readonly Problem[] {
  const most = Math.max(1, subnets.length);
  if (vnis.length <= most) return [];
  const message = `has ${vnis.length} identifiers for ${most === 1 ? 'one subnet' : `${most} subnets`}`;
  const remedy = 'Give at most one for each subnet.';
  return [problem('vnis-too-many', message, { place: [...place, 'vnis'], remedy })];
}

const wordOf: ReadonlyMap<string, string> = new Map([
  [overlayOptions.mtu, 'mtu'],
  [overlayOptions.vnis, 'vnis'],
  [overlayOptions.encrypted, 'encrypted'],
]);

function optionsWithoutWord({ options }: NetworkDraft, place: Place): readonly Problem[] {
  return Object.keys(options).flatMap((key) => {
    const word = wordOf.get(key);
    if (word === undefined) return [];
    return problem('option-has-key', `is what the key ${word} sets`, {
      place: [...place, 'options'],
      key,
      remedy: `Use the network's key ${word}.`,
    });
  });
}

function ingressNotAttachable({ ingress, attachable }: NetworkDraft, place: Place) {
  if (!ingress || !attachable) return [];
  return [
    problem('ingress-attachable', 'is the routing mesh, which no container can join by itself', {
      place: [...place, 'attachable'],
      remedy: 'Leave attachable out.',
    }),
  ];
}

function oneIngress({ networks }: Draft): readonly Problem[] {
  const meshes = networks.flatMap(({ ingress }, index) => (ingress ? [index] : []));
  return meshes.slice(1).map((index) =>
    problem('ingress-duplicate', `is a second ingress, beside networks[${meshes[0] ?? 0}]`, {
      place: ['networks', index, 'ingress'],
      remedy: 'A swarm has one: keep one of the two.',
    }),
  );
}

function vnisUnique({ networks }: Draft): readonly Problem[] {
  const first = new Map<number, string>();
  return networks.flatMap(({ vnis }, index) =>
    vnis.flatMap((vni, nth) => {
      if (vni === undefined) return [];
      const earlier = first.get(vni);
      if (earlier === undefined) first.set(vni, `networks[${index}].vnis[${nth}]`);
      if (earlier === undefined) return [];
      return problem('vni-duplicate', `is ${vni}, as ${earlier} is`, {
        place: ['networks', index, 'vnis', nth],
        remedy: 'Give each subnet an identifier of its own.',
      });
    }),
  );
}
