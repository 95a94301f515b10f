import type { Host } from '../../situation/situation.js';
import { alike, blocker, note, warning, who, type Check } from '../finding.js';
import { dockerOf } from '../hosts.js';
import { isBefore, isWithin, versionOf } from './version.js';

/** "--firewall-backend=nftables is incompatible with swarm mode" (moby daemon/config/config_linux.go). */
export const nftablesBackend: Check = ({ hosts }) =>
  alike(hosts, (host) => {
    const engine = dockerOf(host)?.engine;
    if (engine === undefined || !engine.firewallBackend.startsWith('nftables')) return undefined;
    return isBefore(engine.version, '29.6.0') ? engine.version : undefined;
  }).map(([version, names]) =>
    blocker(
      'engine-firewall-backend',
      `${who(names, 'has', 'have')} the firewall backend nftables, which Engine ${version} refuses together with swarm mode`,
      {
        hosts: names,
        remedy: [
          'Remove "firewall-backend" from /etc/docker/daemon.json, then systemctl restart docker.',
          'Or upgrade the Engine to 29.6 or newer.',
        ],
      },
    ),
  );

/** Its networks have no overlay (Docker's documentation of rootless mode, known limitations). */
export const rootless: Check = ({ hosts }) =>
  alike(hosts, (host) =>
    dockerOf(host)?.engine.securityOptions.some((option) => /^name=rootless\b/.test(option))
      ? 'rootless'
      : undefined,
  ).map(([, names]) =>
    blocker(
      'engine-rootless',
      `${who(names, 'runs its Engine', 'run their Engines')} rootless, which has no overlay networks`,
      { hosts: names, remedy: ['Run dockerd as root there.'] },
    ),
  );

/** Swarm's rules come back after a reload from 29.0.0 on, and from 25.0.13 in the 25.0 line (moby#50443, moby#50445). */
export const firewalldReload: Check = ({ hosts }) =>
  alike(hosts, (host) => {
    const version = versionOf(host);
    if (version === undefined || !hasFirewalld(host)) return undefined;
    const isMended = isWithin(version, '25.0.13', '25.1.0') || !isBefore(version, '29.0.0');
    return isMended ? undefined : version;
  }).map(([version, names]) =>
    warning(
      'engine-firewalld-reload',
      `${who(names, 'has', 'have')} firewalld, and Engine ${version} loses rules of Swarm when firewalld reloads`,
      {
        hosts: names,
        remedy: [
          'Upgrade the Engine to 29.0 or newer.',
          'Until then: systemctl restart docker after every firewall-cmd --reload.',
        ],
      },
    ),
  );

const hasFirewalld = (host: Host): boolean =>
  host.facts?.machine.firewall.firewalld === 'yes' ||
  dockerOf(host)?.engine.firewallBackend.endsWith('firewalld') === true;

/** Docker's own tables. */
const dockerTables = ['filter', 'nat'];

/** Rules in both halves of netfilter: what one lets pass, the other may still drop, and listing shows one half. */
export const iptablesSplit: Check = ({ hosts }) =>
  alike(hosts, ({ facts }) => {
    const firewall = facts?.machine.firewall;
    const tables = firewall?.legacyTables.filter((table) => dockerTables.includes(table)) ?? [];
    return firewall?.iptables === 'nft' && tables.length > 0
      ? tables.toSorted().join(', ')
      : undefined;
  }).map(([tables, names]) =>
    warning(
      'iptables-split',
      `iptables of ${who(names, 'is', 'are')} iptables-nft, but the kernel also has tables of iptables-legacy (${tables})`,
      {
        hosts: names,
        remedy: [
          'Look at both: iptables-nft-save; iptables-legacy-save.',
          'Settle on one (update-alternatives --config iptables), remove the rules of the other, and reboot.',
        ],
      },
    ),
  );

/** 29.0 raised the oldest API that it speaks to 1.44; 29.3.0 lowered it to 1.40 (moby f96921e5e5). */
export const strictApi: Check = ({ hosts }) =>
  alike(hosts, (host) => {
    const version = versionOf(host);
    return version !== undefined && isWithin(version, '29.0.0', '29.3.0') ? version : undefined;
  }).map(([version, names]) =>
    note(
      'engine-api-minimum',
      `${who(names, 'runs', 'run')} Engine ${version}, which refuses clients of an API older than 1.44`,
      {
        hosts: names,
        remedy: [
          'Nothing for Muster. Older Traefik, Portainer and CI images fail with "client version is too old": upgrade them, or the Engine to 29.3 or newer.',
        ],
      },
    ),
  );
