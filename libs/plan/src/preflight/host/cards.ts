import type { Finding } from '@muster/kernel';
import { alike, listed, note, warning, who, type Check } from '../finding.js';
import type { Host } from '../../situation/situation.js';
import { ownAddresses } from './own.js';

/** Virtual machines that were cloned together with their network cards. */
export const macsUnique: Check = ({ hosts }) => {
  const claims = hosts.flatMap((host) =>
    ownAddresses(host).map(({ interface: { mac } }) => ({ mac, name: host.name })),
  );
  const holders = Map.groupBy(claims, ({ mac }) => mac);
  return [...holders].flatMap(([mac, holding]): readonly Finding[] => {
    const names = [...new Set(holding.map(({ name }) => name))];
    if (mac === undefined || names.length < 2) return [];
    return [
      warning('mac-duplicate', `${listed(names)} have the same hardware address, ${mac}`, {
        hosts: names,
        remedy: [
          'Give each machine a hardware address of its own: on one link, only one of several is reached.',
        ],
      }),
    ];
  });
};

/** VMware's card sends wrong checksums in VXLAN with this offload: pings pass, TCP hangs (moby#41775). */
export const offloads: Check = ({ hosts }) => [
  ...alike(hosts, (host) => suspects(host, 'on')).map(([cards, names]) =>
    warning(
      'nic-checksum-offload',
      `${who(names, 'has', 'have')} vmxnet3 cards with tx-checksum-ip-generic on (${cards}), which is known to corrupt TCP inside VXLAN`,
      {
        hosts: names,
        remedy: [
          ...cards.split(', ').map((card) => `ethtool -K ${card} tx-checksum-ip-generic off`),
          'Make it lasting by an ExecStartPre of docker.service, or by a udev rule.',
        ],
      },
    ),
  ),
  ...alike(hosts, (host) => suspects(host, undefined)).map(([cards, names]) =>
    note(
      'nic-checksum-unknown',
      `${who(names, 'has', 'have')} vmxnet3 cards (${cards}); whether tx-checksum-ip-generic is on, which is known to corrupt TCP inside VXLAN, cannot be read`,
      { hosts: names, remedy: ['Install ethtool there, or look: ethtool -k CARD.'] },
    ),
  ),
];

function suspects({ facts }: Host, txChecksum: 'on' | undefined): string | undefined {
  const cards = facts?.machine.interfaces
    .filter((it) => it.driver === 'vmxnet3' && it.link !== 'down' && it.txChecksum === txChecksum)
    .map(({ name }) => name);
  return cards === undefined || cards.length === 0 ? undefined : cards.join(', ');
}
