import type { ProbePort, StoppedBy } from '../../model.js';

/** What a host's firewall has to let through. */
export type Opening = {
  /** `in`: packets from the address; `out`: packets to it. */
  readonly way: 'in' | 'out';
  readonly address: string;
  readonly port: ProbePort;
  /** What stops them now, where tracing told. */
  readonly stop?: StoppedBy | undefined;
  /** Who manages the firewall, by the host's facts. */
  readonly firewall?: StoppedBy['backend'] | undefined;
};

export const isIpv6 = ({ address }: Opening): boolean => address.includes(':');

/** Without any sign, iptables: nearly every Engine's host has it. */
export const backendOf = ({ stop, firewall }: Opening): StoppedBy['backend'] =>
  stop?.backend ?? firewall ?? 'iptables';
