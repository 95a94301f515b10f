import { networksOf, type CapabilityName } from '@muster/inventory';
import type { Host, Situation } from '../../situation/situation.js';
import { alike, blocker, kernels, note, warning, who, type Check } from '../finding.js';
import { wantsEncryption } from './wanted.js';

/** Without it no overlay carries a packet. */
export const vxlan: Check = ({ hosts }) =>
  alike(hosts, (host) => missing(host, ['vxlan'])).map(([how, names]) =>
    blocker('kernel-vxlan-missing', `${kernels(names, 'has', 'have')} no VXLAN: ${how}`, {
      hosts: names,
      remedy: [
        'Install the modules of the running kernel (Debian: linux-modules or linux-image of the same version), then: modprobe vxlan.',
        'Else run a kernel with CONFIG_VXLAN.',
      ],
    }),
  );

/** Virtual addresses of services are balanced by IPVS; `tasks.NAME` and endpoint mode dnsrr do without. */
export const ipvs: Check = ({ hosts }) =>
  alike(hosts, (host) => missing(host, ['ipvs', 'ipvs-rr'])).map(([how, names]) =>
    warning(
      'kernel-ipvs-missing',
      `${kernels(names, 'has', 'have')} no IPVS, so virtual addresses of services will not answer there: ${how}`,
      {
        hosts: names,
        remedy: [
          'On each: modprobe ip_vs; modprobe ip_vs_rr (packages as linux-modules-extra or kernel-modules-extra have them).',
          'Or use services with --endpoint-mode dnsrr, and publish ports with mode=host.',
        ],
      },
    ),
  );

/** Ports that the routing mesh publishes go through netfilter on bridges. */
export const brNetfilter: Check = ({ hosts }) =>
  alike(hosts, (host) => missing(host, ['br-netfilter'])).map(([how, names]) =>
    warning(
      'kernel-br-netfilter-missing',
      `${kernels(names, 'has', 'have')} no br_netfilter, which published ports and isolation between networks need: ${how}`,
      { hosts: names, remedy: ['On each: modprobe br_netfilter.'] },
    ),
  );

/** What matters and could not be seen: told, because it is neither there nor missing. */
export const unseen: Check = (situation) => {
  const encryption = ['esp', 'esp-cipher', 'xfrm', 'xt-bpf'] as const;
  const wanted = ['vxlan', 'ipvs', ...(wantsEncryption(situation) ? encryption : [])] as const;
  const unknown = (host: Host): string | undefined => {
    const seen = host.facts?.machine.capabilities;
    const names = wanted.filter((name) => seen?.[name].state === 'unknown');
    return names.length === 0 ? undefined : names.join(', ');
  };
  return alike(situation.hosts, unknown).map(([what, names]) =>
    note(
      'kernel-capability-unknown',
      `whether ${kernels(names, 'has', 'have')} ${what} cannot be told`,
      {
        hosts: names,
        remedy: [
          'Let the agent read /proc/config.gz or /boot, and /lib/modules, of the host. What it tried: muster hosts show HOST -o json.',
        ],
      },
    ),
  );
};

/** WSL and Linux containers share a kernel whose modules and settings are not theirs to choose. */
export const contained: Check = ({ hosts }) =>
  alike(hosts, ({ facts }) => facts?.machine.container || undefined).map(([what, names]) =>
    warning(
      'host-in-container',
      `${who(names, 'runs', 'run')} inside ${what}, where overlays and published ports often fail`,
      {
        hosts: names,
        remedy: [
          'Use a virtual machine, or see that its kernel loads vxlan, ip_vs and br_netfilter.',
        ],
      },
    ),
  );

/** From this share of the table on, it is taken for full. */
const fullAt = 0.8;

/** Every host is a neighbour of every other: on the underlay, on ingress, and on each overlay. */
export const neighbourTable: Check = (situation) => {
  const needed = peersOf(situation) * (2 + overlaysOf(situation));
  const tooSmall = ({ facts }: Host): string | undefined => {
    const table = facts?.machine.neighbours;
    if (table === undefined) return undefined;
    const { limit, entries } = table;
    if (entries >= limit * fullAt) return `holds ${entries} of at most ${limit} entries`;
    return needed > limit ? `is limited to ${limit} entries` : undefined;
  };
  const remedy = [
    `On each: sysctl -w net.ipv4.neigh.default.gc_thresh3=${room(needed)} net.ipv4.neigh.default.gc_thresh2=${room(needed) / 2}, and the same in /etc/sysctl.d.`,
  ];
  return alike(situation.hosts, tooSmall).map(([what, names]) =>
    warning(
      'neighbour-table-small',
      `the kernel's neighbour table of ${names.length === 1 ? names[0] : `${names.length} hosts`} ${what}; this fleet may need ${needed}, and packets are dropped when it is full`,
      { hosts: names, remedy },
    ),
  );
};

const peersOf = ({ spec, ours }: Situation): number =>
  Math.max(spec.hosts.length, ours?.facts.nodes.length ?? 0);

function overlaysOf({ spec, inventory, ours }: Situation): number {
  const defined = ours === undefined ? [] : networksOf(inventory, ours.seenBy);
  const overlays = defined.filter(({ scope, ingress }) => scope === 'swarm' && !ingress);
  return new Set([...spec.networks, ...overlays].map(({ name }) => name)).size;
}

/** A power of two with room for containers. */
const room = (needed: number): number => 2 ** Math.ceil(Math.log2(Math.max(4 * needed, 4096)));

/** How it was seen that one of these is not there; undefined when none was seen to be missing. */
export function missing(host: Host, names: readonly CapabilityName[]): string | undefined {
  const capabilities = host.facts?.machine.capabilities;
  const absent = names.flatMap((name) => {
    const seen = capabilities?.[name];
    return seen?.state === 'no' ? [seen.how] : [];
  });
  return absent.length === 0 ? undefined : absent.join('; ');
}
