import { isIP } from 'node:net';
import type { ProbePort, SendOrder } from '@muster/probe';
import { gossipPortNumber } from '../../host/index.js';

export type Target = SendOrder['targets'][number];

/** VXLAN's port where nobody said another. */
const usualDataPort = 4789;

/** VXLAN and ESP go between data path addresses, everything else between advertise addresses. */
export const addressFor = (target: Target, { protocol, port }: ProbePort): string =>
  protocol === 'esp' || (protocol === 'udp' && port !== gossipPortNumber)
    ? target.dataAddress
    : target.address;

/** The UDP port of VXLAN among these: the one that is not gossip's. */
export function dataPortIn(...lists: readonly (readonly ProbePort[])[]): number {
  const found = lists
    .flat()
    .find(({ protocol, port }) => protocol === 'udp' && port !== gossipPortNumber);
  return found?.port ?? usualDataPort;
}

/** Bytes of an IP packet before the payload of UDP: IPv4 20, IPv6 40, UDP 8. */
export const headerBytes = (address: string): number => (isIP(address) === 6 ? 48 : 28);

/** The list from this place on, and then its beginning: so that not all sources start with the same destination. */
export const rotated = <T>(items: readonly T[], by: number): readonly T[] => {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
};
