import { type NetworkInterfaceInfo } from 'node:os';
import type { InterfaceFact } from '@muster/inventory';
import type { HostFiles } from '../host-files.js';
import { interfacesIn } from '../proc-net.js';
import type { Nics } from './nics.js';

/** As os.networkInterfaces() gives them: those that are up and have an address. */
export type Addressed = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Docker's names for the host's ends of containers' veth pairs. */
const vethEnd = /^veth[0-9a-f]{7}$/;

/** Every interface of this network namespace, but for the ends of containers' veth pairs. */
export async function interfacesOf(
  files: HostFiles,
  addressed: Addressed,
  nics: Nics,
): Promise<readonly InterfaceFact[]> {
  const table = files.text('proc/net/dev');
  const all = table === undefined ? Object.keys(addressed) : interfacesIn(table);
  const names = all.filter((name) => !vethEnd.test(name));
  const trusted = isOurs(files, all, addressed);
  const nicOf = trusted ? await nics.look(names) : () => ({});
  return names.map((name) => {
    const infos = addressed[name] ?? [];
    const addresses = infos.flatMap(({ cidr }) => cidr ?? []);
    const mtu = mtuOf(files, name, trusted);
    const mac = infos[0]?.mac ?? (trusted ? files.line(`sys/class/net/${name}/address`) : '');
    const link = infos.length > 0 ? 'up' : linkOf(files, name, trusted);
    return {
      ...{ name, addresses },
      ...(mtu !== undefined && { mtu }),
      ...(hasMac(mac) && { mac: mac.toLowerCase() }),
      ...(link && { link }),
      ...nicOf(name),
    };
  });
}

const hasMac = (mac: string): boolean => mac !== '' && !/^00(:00)*$/.test(mac);

/**
 * Whether /sys shows this network namespace: it stays with the one that it was mounted in. It is ours when it has the same
 * interfaces with the same hardware addresses.
 */
function isOurs(files: HostFiles, names: readonly string[], addressed: Addressed): boolean {
  // bonding_masters is a file of the bonding driver.
  const shown = new Set(files.list('sys/class/net')?.filter((name) => name !== 'bonding_masters'));
  if (shown.size !== names.length || !names.every((name) => shown.has(name))) return false;
  return Object.entries(addressed)
    .filter(([name, infos]) => !vethEnd.test(name) && infos?.[0] !== undefined)
    .every(([name, infos]) => {
      const mac = files.line(`sys/class/net/${name}/address`);
      return !hasMac(mac) || mac === infos?.[0]?.mac;
    });
}

/** IPv6 keeps a copy, which /proc shows of the right namespace; it can be set lower, but not higher. */
const mtuOf = (files: HostFiles, name: string, trusted: boolean): number | undefined =>
  files.number(trusted ? `sys/class/net/${name}/mtu` : `proc/sys/net/ipv6/conf/${name}/mtu`);

/** `unknown` is what devices say that do not tell, such as tunnels. */
function linkOf(files: HostFiles, name: string, trusted: boolean): 'up' | 'down' | undefined {
  const said = trusted ? files.line(`sys/class/net/${name}/operstate`) : '';
  if (said === 'up') return 'up';
  return said === '' || said === 'unknown' ? undefined : 'down';
}
