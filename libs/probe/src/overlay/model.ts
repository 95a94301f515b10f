import type { Unknown } from '@muster/inventory';
import type { Verdict } from '../model.js';

/** Where a pair stops, from the first thing that is needed to the last. */
export type OverlayLayer = 'name-resolution' | 'udp' | 'tcp' | 'large-packets';

/** What a task did towards one address that the common name resolved to. */
export type OverlaySent = {
  readonly address: string;
  /** errno of packets that its kernel did not take (`EMSGSIZE`); absent = all went. */
  readonly udpError?: string;
  readonly tcp: 'connected' | 'refused' | 'timeout' | 'unreachable';
};

/** What a task got from another one: the only thing that a pass rests on. */
export type OverlayReceived = {
  /** Index of the source. */
  readonly peer: number;
  /** Different small UDP packets. */
  readonly small: number;
  /** Different UDP packets of the network's full size. */
  readonly full: number;
  /** A connection with the right nonce was answered. */
  readonly tcp: boolean;
  /** Bytes of the bulk transfer, and how long it took. */
  readonly bulkBytes: number;
  readonly bulkMs: number;
};

/** What a task saw of the service with a virtual address. */
export type VipSeen = {
  /** Empty where the name did not resolve. */
  readonly address: string;
  readonly answered: boolean;
};

/** All that the task of one host tells. */
export type TaskReport = {
  readonly index: number;
  /** Its own on the network. */
  readonly addresses: readonly string[];
  /** Of its interface there. Bytes. */
  readonly mtu: number;
  /** What the common name resolved to. */
  readonly resolved: readonly string[];
  readonly sent: readonly OverlaySent[];
  readonly received: readonly OverlayReceived[];
  /** Absent where nobody asked. */
  readonly vip?: VipSeen;
};

/** Packets between this host and another one, seen at its network card while the verification ran. */
export type WireCount = {
  /** Of the other host. */
  readonly address: string;
  readonly espOut: number;
  readonly espIn: number;
  /** VXLAN in the clear that carries this very network. */
  readonly plainOut: number;
  readonly plainIn: number;
};

/** What is known of one host that the network was to be verified on. */
export type OverlayHost = {
  readonly name: string;
  /** 1, 2, 3 … */
  readonly index: number;
  /** Where its VXLAN packets come from; empty when nobody knows. */
  readonly dataAddress: string;
  readonly task: TaskReport | Unknown;
  readonly wire: readonly WireCount[] | Unknown;
  /** Why its kernel cannot serve virtual addresses, as far as its facts tell. */
  readonly withoutIpvs?: string;
};

export type OverlayEvidence = {
  readonly network: string;
  readonly encrypted: boolean;
  /** What each bulk transfer is to carry. Bytes. */
  readonly bulkBytes: number;
  readonly hosts: readonly OverlayHost[];
};

/** One ordered pair of hosts. */
export type OverlayPair = {
  readonly source: string;
  readonly destination: string;
  readonly verdict: Verdict;
  /** Where it stops; only of a failure. */
  readonly layer?: OverlayLayer;
  /** What was seen, as a sentence; empty for a pass. */
  readonly reason: string;
  /** Of the bulk transfer, TCP, one connection. Bits per second; only of a pass. */
  readonly bitsPerSecond?: number;
};

/** Whether what an encrypted network sent was ESP, and nothing of it was in the clear. */
export type Encryption = {
  readonly state: 'proven' | 'not' | 'unknown' | 'n/a';
  readonly reason: string;
  /** Sums over all hosts, of packets that left and that arrived: what the state rests on, and the control where it is n/a. */
  readonly esp: number;
  readonly plain: number;
};

/** Whether virtual addresses of services work on the network. */
export type VipCheck = {
  readonly verdict: Verdict;
  readonly reason: string;
  /** Hosts where it does not, or is not known to. */
  readonly hosts: readonly string[];
};
