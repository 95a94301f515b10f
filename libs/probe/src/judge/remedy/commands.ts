import type { StoppedBy } from '../../model.js';
import { firewalldPlace } from '../sentences.js';
import { backendOf, isIpv6, type Opening } from './opening.js';

// Each writes an accept that comes before the rule that was found, in the language of the tool that owns the rule: what is
// put in behind a tool's back is gone with its next reload.

const byBackend: Record<StoppedBy['backend'], (opening: Opening) => readonly string[]> = {
  nftables: (opening) => [nft(opening)],
  iptables: (opening) => [iptables(opening)],
  ufw: (opening) => ufw(opening),
  firewalld: (opening) => firewalld(opening),
};

/** Commands for the host, in their order. */
export const commandsFor = (opening: Opening): readonly string[] =>
  byBackend[backendOf(opening)](opening);

function nft(opening: Opening): string {
  const { stop, way } = opening;
  const chain =
    stop === undefined
      ? `inet filter ${way === 'in' ? 'input' : 'output'}`
      : `${stop.family} ${stop.table} ${stop.chain}`;
  const before = stop?.handle === undefined ? '' : ` handle ${stop.handle}`;
  const address = `${isIpv6(opening) ? 'ip6' : 'ip'} ${way === 'in' ? 'saddr' : 'daddr'}`;
  const { protocol, port } = opening.port;
  const match = protocol === 'esp' ? 'meta l4proto esp' : `${protocol} dport ${port}`;
  return `nft insert rule ${chain}${before} ${address} ${opening.address} ${match} accept`;
}

function iptables(opening: Opening): string {
  const { stop, way } = opening;
  const tool = isIpv6(opening) ? 'ip6tables' : 'iptables';
  const table = stop === undefined || stop.table === 'filter' ? '' : ` -t ${stop.table}`;
  const chain = stop?.chain ?? (way === 'in' ? 'INPUT' : 'OUTPUT');
  const { protocol, port } = opening.port;
  const match = protocol === 'esp' ? '-p esp' : `-p ${protocol} --dport ${port}`;
  const address = `${way === 'in' ? '-s' : '-d'} ${opening.address}`;
  return `${tool}${table} -I ${chain} 1 ${address} ${match} -j ACCEPT`;
}

/** `prepend` (ufw 0.36) puts it first among the user's rules of its family; `insert 1` fails while there are none. */
function ufw(opening: Opening): readonly string[] {
  const { protocol, port } = opening.port;
  const dport = protocol === 'esp' ? '' : ` port ${port}`;
  const rule =
    opening.way === 'in'
      ? `allow proto ${protocol} from ${opening.address} to any${dport}`
      : `allow out proto ${protocol} from any to ${opening.address}${dport}`;
  // These run before every rule that ufw's own command can make.
  if (/^ufw6?-(before|after)-/.test(opening.stop?.chain ?? ''))
    return [`# in /etc/ufw/before${isIpv6(opening) ? '6' : ''}.rules: ${iptables(opening)}`];
  return [`ufw prepend ${rule}`];
}

/** At once and for good, without a reload: that would flush the Engine's own rules (FAILURES, 17). */
function firewalld(opening: Opening): readonly string[] {
  const { protocol, port } = opening.port;
  const family = `family="${isIpv6(opening) ? 'ipv6' : 'ipv4'}"`;
  const peer = `${opening.way === 'in' ? 'source' : 'destination'} address="${opening.address}"`;
  const match =
    protocol === 'esp' ? 'protocol value="esp"' : `port port="${port}" protocol="${protocol}"`;
  const place = opening.stop && firewalldPlace(opening.stop);
  const where = place === undefined ? '' : `--${place.kind}=${place.name} `;
  const rule = `--add-rich-rule='rule priority="-1" ${family} ${peer} ${match} accept'`;
  return ['', '--permanent '].map((lasting) => `firewall-cmd ${lasting}${where}${rule}`);
}

/** How the tool keeps what was put in: nft and iptables alone forget it at the next boot. */
export function keeping(opening: Opening): readonly string[] {
  const backend = backendOf(opening);
  return backend === 'nftables' || backend === 'iptables'
    ? [`Put the same rule where the host keeps its ${backend} rules, so that it lasts over a boot.`]
    : [];
}
