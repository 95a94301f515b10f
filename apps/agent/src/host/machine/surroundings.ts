import type { HostFirewall, NeighbourTable, Presence } from '@muster/inventory';
import { isAddress } from '@muster/kernel';
import type { HostFiles } from '../host-files.js';

// What hosts tell about themselves in a few small files.

/** systemd-resolved listens there, and keeps the real name servers in a file of its own. */
const stub = '127.0.0.53';
const upstreamOfStub = 'run/systemd/resolve/resolv.conf';

export function resolversOf(files: HostFiles): readonly string[] {
  const own = nameServersIn(files.text('etc/resolv.conf'));
  const upstream = own.includes(stub) ? nameServersIn(files.text(upstreamOfStub)) : [];
  return upstream.length > 0 ? upstream : own;
}

function nameServersIn(config: string | undefined): readonly string[] {
  const lines = config?.split('\n') ?? [];
  return lines
    .flatMap((line) => /^\s*nameserver\s+([^\s%#;]+)/.exec(line)?.[1] ?? [])
    .filter(isAddress);
}

/** Undefined inside a network namespace: the kernel shows its one table of neighbours only outside. */
export function neighboursOf(files: HostFiles): NeighbourTable | undefined {
  const limit = files.number('proc/sys/net/ipv4/neigh/default/gc_thresh3');
  // A line for each processor, all with the same number of entries first: "entries allocs …", then hexadecimal.
  const [, first = ''] = files.text('proc/net/stat/arp_cache')?.split('\n') ?? [];
  const entries = Number.parseInt(first.trim(), 16);
  if (limit === undefined || Number.isNaN(entries)) return undefined;
  return { limit, entries };
}

/** Whether the agent has a container's own file system, which tells nothing about the host's programs and settings. */
const isContained = (files: HostFiles): boolean =>
  files.has('.dockerenv') || files.has('run/.containerenv');

/** As systemd names it (systemd-detect-virt); only what takes a part of its kernel away from the host. */
export function containerOf(files: HostFiles): string {
  if (/microsoft/i.test(files.line('proc/sys/kernel/osrelease'))) return 'wsl';
  if (isContained(files)) return '';
  if (files.has('proc/vz') && !files.has('proc/bc')) return 'openvz';
  const said = files.line('run/systemd/container');
  if (said !== '') return said;
  return /(?:^|\0)container=([^\0]+)/.exec(files.text('proc/1/environ') ?? '')?.[1] ?? '';
}

export function firewallOf(files: HostFiles): HostFirewall {
  const contained = isContained(files);
  return {
    iptables: contained ? 'unknown' : iptablesOf(files),
    legacyTables: files.line('proc/net/ip_tables_names').split('\n').filter(Boolean),
    ufw: contained ? 'unknown' : ufwOf(files),
    firewalld: firewalldOf(files),
  };
}

function iptablesOf(files: HostFiles): HostFirewall['iptables'] {
  const name = files.realName('usr/sbin/iptables') ?? files.realName('sbin/iptables') ?? '';
  if (/nft/.test(name)) return 'nft';
  return /legacy/.test(name) ? 'legacy' : 'unknown';
}

function ufwOf(files: HostFiles): Presence {
  const config = files.text('etc/ufw/ufw.conf');
  if (config === undefined) return files.has('etc/ufw') ? 'unknown' : 'no';
  return /^\s*ENABLED=yes\s*$/im.test(config) ? 'yes' : 'no';
}

/** systemd keeps a control group for a service while it runs. */
function firewalldOf(files: HostFiles): Presence {
  const slices = ['sys/fs/cgroup/system.slice', 'sys/fs/cgroup/systemd/system.slice'];
  if (slices.some((slice) => files.has(`${slice}/firewalld.service`))) return 'yes';
  return slices.some((slice) => files.has(slice)) ? 'no' : 'unknown';
}
