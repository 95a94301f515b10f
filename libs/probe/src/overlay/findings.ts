import type { Finding } from '@muster/kernel';
import { blocker, listed, warning } from '../finding.js';
import type { Encryption, OverlayEvidence, OverlayLayer, OverlayPair, VipCheck } from './model.js';
import { isReporting } from './pairs.js';

/** What a person should know of a verification, each thing once, however many pairs show it. */
export function overlayFindings(
  evidence: OverlayEvidence,
  pairs: readonly OverlayPair[],
  encryption: Encryption,
  vip: VipCheck,
): readonly Finding[] {
  return [
    ...(['name-resolution', 'udp', 'tcp', 'large-packets'] as const).flatMap((layer) =>
      stopped(evidence, pairs, layer),
    ),
    ...exposed(evidence, pairs, encryption),
    ...unseen(evidence),
    ...withoutVip(evidence, vip),
  ];
}

function stopped(
  evidence: OverlayEvidence,
  pairs: readonly OverlayPair[],
  layer: OverlayLayer,
): readonly Finding[] {
  const failing = pairs.filter((pair) => pair.layer === layer);
  if (failing.length === 0) return [];
  const arrows = failing.map(({ source, destination }) => `${source} → ${destination}`);
  const hosts = [...new Set(failing.flatMap(({ source, destination }) => [source, destination]))];
  const message = `network ${evidence.network}: ${said[layer]} on ${failing.length} of ${pairs.length} pairs, ${listed(arrows)}`;
  return [blocker(`overlay-${layer}`, message, { hosts, remedy: remedies(evidence, layer) })];
}

const said: Readonly<Record<OverlayLayer, string>> = {
  'name-resolution': 'names of tasks do not resolve',
  udp: 'no UDP packet passes',
  tcp: 'UDP passes, TCP does not',
  'large-packets': 'small packets pass, large ones vanish',
};

function remedies(evidence: OverlayEvidence, layer: OverlayLayer): readonly string[] {
  switch (layer) {
    case 'name-resolution':
      return [
        'Names travel by gossip on 7946, TCP and UDP: muster check shows which direction is blocked.',
        'muster status shows a member that never gossips.',
      ];
    case 'udp':
      return evidence.encrypted
        ? [
            'Let IP protocol 50 (ESP) and the data path port through both ways: muster check shows what is blocked.',
            'See that every kernel has ESP: muster plan names those that have not.',
          ]
        : [
            'Let the data path port (UDP 4789 unless told) through both ways: muster check shows where it is blocked.',
          ];
    case 'tcp':
      return [
        'Where it fails both ways, suspect the checksum offload of a virtual network card: ethtool -K INTERFACE tx-checksum-ip-generic off.',
        'Where the other direction fails for UDP too, mend that first.',
      ];
    case 'large-packets':
      return [
        'muster check shows the MTU that each path takes.',
        'Make the network anew with it: mtu in the spec, or muster networks create --mtu; or raise the MTU of what is between the hosts.',
      ];
  }
}

function exposed(
  { network }: OverlayEvidence,
  pairs: readonly OverlayPair[],
  { state, reason }: Encryption,
): readonly Finding[] {
  if (state !== 'not' && state !== 'unknown') return [];
  // Where nothing passes there is nothing to see on the wire.
  if (state === 'unknown' && pairs.some(({ verdict }) => verdict === 'fail')) return [];
  if (state === 'unknown') {
    const message = `network ${network} is to be encrypted, and that it is could not be proven: ${reason}`;
    return [
      warning('overlay-encryption-unproven', message, {
        remedy: [
          'The agents need nft (nftables 1.0 or newer) and the right to use it on every host.',
        ],
      }),
    ];
  }
  const message = `network ${network} is to be encrypted, and is not: ${reason}`;
  return [
    blocker('overlay-not-encrypted', message, {
      remedy: [
        'Take off it what must not be read by others.',
        'See that every kernel has ESP and every Engine the same encryption: muster plan names those that have not.',
      ],
    }),
  ];
}

function unseen({ network, hosts }: OverlayEvidence): readonly Finding[] {
  const silent = hosts.flatMap(({ name, task }) => ('kind' in task ? [{ name, ...task }] : []));
  if (silent.length === 0) return [];
  const why = silent.map(({ name, reason }) => `${name}: ${reason}`);
  const message = `network ${network}: nothing is known of ${listed(silent.map(({ name }) => name))}: ${why.join('; ')}`;
  return [
    warning('overlay-unproven', message, {
      hosts: silent.map(({ name }) => name),
      remedy: [`Mend that, then: muster networks verify ${network}.`],
    }),
  ];
}

function withoutVip({ network, hosts }: OverlayEvidence, vip: VipCheck): readonly Finding[] {
  if (vip.verdict !== 'fail' || !hosts.some(isReporting)) return [];
  const message = `network ${network}: virtual addresses of services do not answer: ${vip.reason}`;
  return [
    warning('overlay-vip-unanswered', message, {
      hosts: vip.hosts,
      remedy: [
        'On each: modprobe ip_vs; modprobe ip_vs_rr; modprobe xt_ipvs.',
        'Or use services with --endpoint-mode dnsrr.',
      ],
    }),
  ];
}
