import type { Finding } from '@muster/kernel';
import { outsiders, type Host, type Situation } from '../../situation/situation.js';
import { alike, blocker, kernels, listed, note, warning, who, type Check } from '../finding.js';
import { dockerOf } from '../hosts.js';
import { missing } from './kernel.js';
import { isBefore, isWithin, versionOf } from './version.js';
import { dataPathPortOf, wantsEncryption } from './wanted.js';

/** What has to hold on every host once a network is encrypted, and does not matter before. */
export function encryption(situation: Situation): readonly Finding[] {
  if (!wantsEncryption(situation)) return [];
  const checks = [kernelEsp, kernelMatch, sameHash, dataPathPort, cleartext, advisories];
  return checks.flatMap((check) => check(situation));
}

/** The Engine creates the network all the same and only logs that IPsec failed (FAILURES: "Errors of programming XFRM"). */
const kernelEsp: Check = ({ hosts }) =>
  alike(hosts, (host) => missing(host, ['esp', 'esp-cipher', 'xfrm'])).map(([how, names]) =>
    blocker(
      'kernel-esp-missing',
      `${kernels(names, 'cannot', 'cannot')} encrypt overlays, so no packet would cross an encrypted network: ${how}`,
      {
        hosts: names,
        remedy: [
          'On each: modprobe -a esp4 xfrm_user gcm seqiv (packages as linux-modules-extra or kernel-modules-extra have them).',
          'Or make the networks without encryption.',
        ],
      },
    ),
  );

/** Engines before 24.0 do with either; 24.0 dropped xt_u32 (moby#45281); nftables as backend needs neither. */
const kernelMatch: Check = ({ hosts }) =>
  alike(hosts, (host) => {
    const engine = dockerOf(host)?.engine;
    if (engine === undefined || engine.firewallBackend.startsWith('nftables')) return undefined;
    const withoutBpf = missing(host, ['xt-bpf']);
    const withoutU32 = missing(host, ['xt-u32']);
    return isBefore(engine.version, '24.0.0') ? withoutU32 && withoutBpf : withoutBpf;
  }).map(([how, names]) =>
    blocker(
      'kernel-xt-bpf-missing',
      `${kernels(names, 'has', 'have')} no xt_bpf, by which the Engine marks packets to be encrypted: ${how}`,
      { hosts: names, remedy: ['On each: modprobe xt_bpf (RHEL: kernel-modules-extra).'] },
    ),
  );

/** These hash addresses otherwise than all others do, and so derive other SPIs (moby#51798; moby 51664a25d7). */
const oddFrom = '29.0.0';
const oddUntil = '29.2.1';

const sameHash: Check = (situation) => {
  const known = situation.hosts.flatMap((host) => {
    const version = versionOf(host);
    return version === undefined ? [] : [{ name: host.name, version }];
  });
  const others = outsiders(situation)
    .filter(({ state }) => state !== 'down')
    .map(({ hostname, engineVersion }) => ({ name: hostname, version: engineVersion }));
  const all = [...known, ...others];
  const odd = all.filter(({ version }) => isWithin(version, oddFrom, oddUntil));
  if (odd.length === 0) return [];
  const names = odd.map(({ name }) => name);
  const hosts = names.filter((name) => known.some((host) => host.name === name));
  const remedy = [`Upgrade the Engine to ${oddUntil} or newer on ${listed(names)}.`];
  const runs = `${who(names, 'runs', 'run')} an Engine of ${oddFrom} to 29.2.0`;
  if (odd.length < all.length) {
    const message = `${runs}, which cannot exchange encrypted packets with the other hosts' Engines`;
    return [blocker('engine-encryption-mixed', message, { hosts, remedy })];
  }
  const message = `${runs}: no encrypted packet will pass between those that are upgraded and those that are not yet`;
  return [warning('engine-encryption-mixed', message, { hosts, remedy })];
};

/** IPsec policies matched port 4789 only until moby#45637 and its backport, moby#45638. */
const dataPathPort: Check = (situation) => {
  const port = dataPathPortOf(situation);
  if (port === undefined || port === 4789) return [];
  const isFixedTo4789 = (version: string): boolean =>
    isBefore(version, '23.0.7') || isWithin(version, '24.0.0', '24.0.3');
  return alike(situation.hosts, (host) => where(host, isFixedTo4789)).map(([version, names]) =>
    blocker(
      'engine-encryption-port',
      `${who(names, 'runs', 'run')} Engine ${version}, which encrypts on port 4789 only; the data path port is ${port}`,
      {
        hosts: names,
        remedy: [
          'Upgrade the Engine to 24.0.3 or newer.',
          'Or make the swarm with data path port 4789.',
        ],
      },
    ),
  );
};

/** CVE-2023-28840, -28841, -28842: encrypted networks that take or send cleartext. */
const cleartext: Check = ({ hosts }) => {
  const isOpen = (version: string): boolean =>
    isBefore(version, '20.10.24') || isWithin(version, '23.0.0', '23.0.3');
  return alike(hosts, (host) => where(host, isOpen)).map(([version, names]) =>
    blocker(
      'engine-encryption-cleartext',
      `${who(names, 'runs', 'run')} Engine ${version}, whose encrypted networks may send and accept cleartext (CVE-2023-28840, CVE-2023-28841, CVE-2023-28842)`,
      { hosts: names, remedy: ['Upgrade the Engine to 20.10.24, 23.0.3 or newer.'] },
    ),
  );
};

/** Which lines got the fix besides 29.8.2 is not known here, so this is no more than a hint. */
const advisories: Check = ({ hosts }) =>
  alike(hosts, (host) => where(host, (version) => isBefore(version, '29.8.2'))).map(
    ([version, names]) =>
      note(
        'engine-encryption-advisory',
        `${who(names, 'runs', 'run')} Engine ${version}; Engine 29.8.2 mends that packets can be injected into encrypted networks (CVE-2026-92542)`,
        {
          hosts: names,
          remedy: [
            'Upgrade the Engine, or see whether its vendor has put the fix into this version.',
            'Let the data path port in only from the hosts of the fleet.',
          ],
        },
      ),
  );

/** The host's version, if it is one of those. */
function where(host: Host, isOne: (version: string) => boolean): string | undefined {
  const version = versionOf(host);
  return version !== undefined && isOne(version) ? version : undefined;
}
