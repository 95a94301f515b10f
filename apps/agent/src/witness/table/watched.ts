import type { OpenOrder, ProbePort } from '@muster/probe';

/** What one witness watches. */
export type Watched = Omit<OpenOrder, 'index'> & {
  /** 16 hexadecimal digits. */
  readonly nonce: string;
  /** TCP port → where the agent listens for it. */
  readonly listeners: ReadonlyMap<number, number>;
  /** Nonce of packets that only mark a place in the trace. 16 hexadecimal digits. */
  readonly sentinel: string;
};

/** UDP to this port becomes IP protocol 50 on its way out: that needs no raw socket, which Node does not have. */
export const espPort = 50;

/**
 * Bytes. Probes of the mesh are IP packets of 40 (IPv4) or 60; the sizes of a path MTU search are far above. So the length
 * tells which a packet is.
 */
export const longestProbe = 128;

export const portsOf = ({ ports }: Watched, protocol: ProbePort['protocol']): readonly number[] => [
  ...new Set(ports.filter((it) => it.protocol === protocol).map(({ port }) => port)),
];

export const asksTcp = (watched: Watched): boolean => portsOf(watched, 'tcp').length > 0;

export const protocolsOf = ({ ports }: Watched) => [
  ...new Set(ports.map(({ protocol }) => protocol)),
];

/** An anonymous set, in which nothing may be twice. */
export const oneOf = (items: readonly (string | number)[]): string =>
  `{ ${[...new Set(items)].join(', ')} }`;
