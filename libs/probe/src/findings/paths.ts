import { overlayMtu } from '@muster/inventory';
import type { Finding } from '@muster/kernel';
import { listed, note, warning } from '../finding.js';
import type { EdgeResult } from '../judge/edge.js';
import type { Path } from '../judge/path-mtu.js';
import { usualMtu } from '../mesh/ladder.js';
import type { Mesh, OverlayNetwork } from '../mesh/mesh.js';
import { arrows, countOf, suspects } from './edges.js';

/** The Engine makes it with every swarm, for 1500 unless somebody has replaced it. */
const ingress: OverlayNetwork = { name: 'ingress', encrypted: false };

const madeFor = ({ mtu = usualMtu }: OverlayNetwork): number => mtu;

/** Paths that take less than a network was made for: small packets cross it, large ones do not. */
export function lowPaths(mesh: Mesh, paths: readonly Path[]): readonly Finding[] {
  const hasIngress = mesh.networks.some(({ name }) => name === ingress.name);
  const networks = hasIngress ? mesh.networks : [ingress, ...mesh.networks];
  const needed = Math.max(...networks.map(madeFor));
  const low = paths.filter((path) => takes(path) < needed);
  if (low.length === 0) return [];
  const lowest = Math.min(...low.map(takes));
  const risky = networks.filter((network) => madeFor(network) > lowest);
  const names = listed(risky.map((it) => `${it.name} (made for ${madeFor(it)})`));
  const message =
    `the path MTU is as low as ${lowest} bytes on ${countOf(low.length, 'pair')} of hosts, ${arrows(low)}: overlays can have ` +
    `${overlayMtu(lowest, false)} there, encrypted ones ${overlayMtu(lowest, true)}; at risk: ${names}`;
  return [
    warning('path-mtu-low', message, {
      hosts: suspects(low),
      remedy: risky.flatMap((network) => lowering(network, lowest)),
    }),
  ];
}

/** What surely arrives; where nobody could see, nothing is said. */
const takes = ({ mtu, narrow, full }: Path): number =>
  mtu === null ? Infinity : narrow ? mtu : full;

const lowering = ({ name }: OverlayNetwork, mtu: number): readonly string[] =>
  name === ingress.name
    ? [`For ingress: muster networks create ingress --ingress --mtu ${mtu} --replace.`]
    : [
        `Give network ${name} \`mtu: ${mtu}\` in the spec: the Engine takes off what it needs itself.`,
      ];

export function blackHoles(paths: readonly Path[]): readonly Finding[] {
  const holes = paths.filter(({ blackHole }) => blackHole);
  const lowest = Math.min(...holes.map(({ mtu }) => mtu ?? Infinity));
  const [first] = holes;
  if (first === undefined) return [];
  const message =
    `packets of more than ${lowest} bytes vanish on ${countOf(holes.length, 'pair')} of hosts, ${arrows(holes)}: ` +
    `the interfaces take ${first.full}, and no ICMP tells the source that they are too big`;
  return [
    warning('path-mtu-black-hole', message, {
      hosts: suspects(holes),
      remedy: [
        `Raise the MTU of what is between them to ${first.full}.`,
        `Or set that of the hosts' interfaces to ${lowest}: ip link set dev INTERFACE mtu ${lowest}.`,
        'Let ICMP "fragmentation needed" (type 3, code 4) and ICMPv6 "packet too big" through everywhere.',
      ],
    }),
  ];
}

/** Packets come from an address that is not the source's: the swarm works, ESP and replies may not. */
export function translations(results: readonly EdgeResult[]): readonly Finding[] {
  const found = results.filter(({ translated }) => translated.length > 0);
  const groups = Map.groupBy(found, ({ verdict }) => verdict.source);
  return [...groups].map(([source, all]) => {
    const edges = all.map(({ verdict }) => verdict);
    const addresses = [...new Set(all.flatMap(({ translated }) => translated))];
    const message = `${source} arrives as ${listed(addresses)}, which is none of its addresses, on ${arrows(edges)}: it is translated on the way`;
    return warning('address-translated', message, {
      hosts: [source],
      remedy: [
        'Route between the hosts without translation: encrypted networks do not work through it.',
        `Or give ${source} the address under which others reach it as advertiseAddress and dataPathAddress.`,
      ],
    });
  });
}

export function sampling({ sampled, hosts, edges }: Mesh): readonly Finding[] {
  if (!sampled) return [];
  const pairs = new Set(edges.map(({ source, destination }) => `${source} ${destination}`)).size;
  const all = hosts.length * (hosts.length - 1);
  const message = `${hosts.length} hosts are too many for all pairs: ${pairs} of ${all} were checked, every host with every manager and some others`;
  return [
    note('mesh-sampled', message, {
      remedy: ['Name the hosts that matter (muster check --hosts) to have all pairs of them.'],
    }),
  ];
}
