import type { Unknown } from '@muster/inventory';

/** `esp` is IP protocol 50, which has no ports. */
export type ProbeProtocol = 'tcp' | 'udp' | 'esp';

/** What Swarm talks over. For `esp` the port is 0. */
export type ProbePort = { readonly protocol: ProbeProtocol; readonly port: number };

/** A host taking part in a check. */
export type CheckHost = {
  readonly name: string;
  /** 1 to 65535, unique in the check. Probes carry it, so that address translation on the way cannot hide who sent them. */
  readonly index: number;
  /** Where managers and gossip are dialled: the advertise address. Empty when nobody knows it: then it is only judged unknown. */
  readonly address: string;
  /** Where VXLAN and ESP are sent: the data path address. */
  readonly dataAddress: string;
  /** A manager, or one by the spec: TCP 2377 is probed towards it. */
  readonly isManager: boolean;
  /** Bytes; the MTU of the interface that has `dataAddress`, undefined where the agent does not tell. */
  readonly mtu?: number;
  /** All addresses that may be seen as its own, for telling translation from a host with several. */
  readonly addresses?: readonly string[];
  /** Of its node, while it is a member. */
  readonly nodeId?: string;
  /** What manages its firewall, as far as its facts tell; what tracing finds counts more. */
  readonly firewall?: StoppedBy['backend'];
  /** Cluster id that a manager's certificate there must show; absent while the fleet has no swarm. */
  readonly swarmId?: string;
};

/** One directed edge: one port of one destination, asked from one source. */
export type Edge = ProbePort & {
  readonly source: string;
  readonly destination: string;
  readonly address: string;
};

/** Who has bound a port on the destination. */
export type PortHolder =
  /** The Engine, or the kernel for it (VXLAN has no process). */
  | { readonly kind: 'engine' }
  /** Nobody; for TCP the agent listens there for as long as the check lasts. */
  | { readonly kind: 'agent' }
  | { readonly kind: 'free' }
  | { readonly kind: 'other'; readonly process: string; readonly pid: number }
  | Unknown;

/** What one agent answers when it opens its witness. */
export type Opened = {
  /** Why there is no witness here; absent when there is one. */
  readonly witnessMissing?: string;
  readonly holders: readonly (ProbePort & { readonly holder: PortHolder })[];
};

/** How a TCP handshake ended. */
export type TcpOutcome =
  /** `peer` says who answered. */
  | { readonly kind: 'connected'; readonly rttMs: number; readonly peer: TcpPeer }
  /** Closed port, or an RST that somebody else sent. */
  | { readonly kind: 'refused' }
  /** ICMP or no route: the errno, such as `EHOSTUNREACH`. */
  | { readonly kind: 'unreachable'; readonly errno: string }
  | { readonly kind: 'silent' };

export type TcpPeer =
  /** The witness's temporary listener, which tells the check's nonce and its host's index. */
  | { readonly kind: 'agent'; readonly index: number }
  /** TLS with a swarm certificate: organisation = cluster id, organisational unit = role, common name = node id. */
  | {
      readonly kind: 'swarm';
      readonly clusterId: string;
      readonly role: string;
      readonly nodeId: string;
    }
  /** It answered, and could not be told more of: gossip on 7946 says nothing by itself. */
  | { readonly kind: 'unnamed'; readonly detail: string };

/** What one source tells about one destination and port. */
export type Sent = ProbePort & {
  /** Index of the destination. */
  readonly peer: number;
  /** Packets that the kernel took (udp, esp). 0 for tcp. */
  readonly packets: number;
  /** Errno of those that it did not take: `EPERM` when a rule of the own OUTPUT dropped them. */
  readonly errno?: string;
  readonly tcp?: TcpOutcome;
};

/**
 * Sizes of DF packets, whole IP packets in bytes, that one source sent to one destination. `packets` are those that went
 * out with DF set, none of a size that the kernel knows to be too big; where only arrivals are counted, those that the
 * kernel took. Of each destination the largest size with packets is enough.
 */
export type SentSize = { readonly peer: number; readonly size: number; readonly packets: number };

// sent: before the source's own rules; left: after them; arrived: before the destination's rules; passed: after them.
/** Four points of one packet. */
export type Point = 'sent' | 'left' | 'arrived' | 'passed';

/** Packets of this check that one witness counted at one point, by who is at the other end. */
export type Tally = ProbePort & {
  readonly point: Point;
  /** Index of the destination at `sent` and `left`, of the source at `arrived` and `passed`. */
  readonly peer: number;
  readonly packets: number;
  /** Addresses that the packets came from (`arrived` only). One that is not the source's own was translated on the way. */
  readonly from?: readonly string[];
};

/** TCP SYNs, which carry no nonce: counted by address. */
export type SynTally = {
  readonly point: Point;
  readonly port: number;
  readonly address: string;
  readonly packets: number;
};

/** DF packets of one size that arrived whole. Of each source the largest size is enough. */
export type SizeTally = { readonly peer: number; readonly size: number; readonly packets: number };

/** A refusal that reached the source: who said no, and how. */
export type Refusal = {
  /** Who sent the ICMP error or RST, by its source address. */
  readonly from: string;
  /** `icmp-` and nft's name of the code (`icmp-port-unreachable`, `icmp-admin-prohibited`, `icmp-frag-needed`), or `tcp-reset`. */
  readonly how: string;
  /** What it was an answer to. */
  readonly address: string;
  readonly protocol: ProbeProtocol;
  readonly port: number;
};

/** The rule that a packet of this check met its end at, found by tracing. */
export type StoppedBy = ProbePort & {
  /** Where it was stopped: the source's own rules, or the destination's. */
  readonly side: 'source' | 'destination';
  readonly peer: number;
  /** Who manages the rule. */
  readonly backend: 'nftables' | 'iptables' | 'ufw' | 'firewalld';
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  /** As the backend's own tool writes it; absent when the chain's policy dropped it. */
  readonly rule?: string;
  /** nft handle of the rule. */
  readonly handle?: number;
  /** firewalld's zone that the packet was in, where the way it took tells. */
  readonly zone?: string;
  readonly verdict: 'drop' | 'reject';
};

/** What one witness saw until it was collected. */
export type Collected = {
  readonly tallies: readonly Tally[];
  readonly syns: readonly SynTally[];
  readonly sizes: readonly SizeTally[];
  readonly refusals: readonly Refusal[];
  readonly stoppedBy: readonly StoppedBy[];
  /** Whether it counted only what arrived: that nothing left is then not said. */
  readonly arrivalsOnly: boolean;
};

/** All that one host contributed to one round. Unknown, with the reason, where its agent could not be asked. */
export type HostEvidence = {
  readonly opened: Opened | Unknown;
  readonly sent:
    { readonly probes: readonly Sent[]; readonly sizes: readonly SentSize[] } | Unknown;
  readonly collected: Collected | Unknown;
};

/** By host name. One round is open, send, collect. */
export type RoundEvidence = Readonly<Record<string, HostEvidence>>;

/** What one source is told to send in one round. */
export type SendOrder = {
  readonly targets: readonly {
    readonly peer: number;
    readonly address: string;
    readonly dataAddress: string;
    readonly ports: readonly ProbePort[];
    /**
     * Sizes of DF packets to try, whole IP packets in bytes; none = not this time. They go to the data path port, which is
     * among the ports then.
     */
    readonly sizes: readonly number[];
  }[];
};

/** What one witness is told to watch in one round. */
export type OpenOrder = {
  readonly index: number;
  /** Where to listen, where nobody does. */
  readonly address: string;
  readonly dataAddress: string;
  readonly ports: readonly ProbePort[];
  /** Peers whose packets, from them and to them, are traced to find the rule that stops them. Empty in the first round. */
  readonly trace: readonly TracedPeer[];
  /** Count only what arrives, probes and refusals: what leaves is asked where something does not pass. */
  readonly arrivalsOnly: boolean;
};

/** TCP SYNs carry no index: they are told by the peer's address. */
export type TracedPeer = {
  readonly peer: number;
  /** The peer's `address`. */
  readonly address: string;
};

/** One round, by host name. */
export type Round = {
  readonly open: Readonly<Record<string, OpenOrder>>;
  readonly send: Readonly<Record<string, SendOrder>>;
  /** Nothing is asked again after it: so refusals are given their time to come back, too. */
  readonly isLast: boolean;
};

export type Verdict = 'pass' | 'fail' | 'unknown';

/** Where an edge is stopped. */
export type Layer =
  | 'none'
  | 'source-firewall'
  | 'network'
  | 'destination-firewall'
  | 'occupied'
  | 'closed'
  | 'unknown';

/** One edge, judged. This is also the shape that people get with `-o json`. */
export type EdgeVerdict = Edge & {
  readonly verdict: Verdict;
  readonly layer: Layer;
  /** 0 to 100; null when nothing could be counted. */
  readonly lossPercent: number | null;
  /** Of the TCP handshake; null for the others. */
  readonly rttMs: number | null;
  /** What was seen, as a sentence. */
  readonly reason: string;
  /** Exact commands or sentences, best first. */
  readonly remedy: readonly string[];
};

/** The largest DF packet that arrived whole, bytes; null when none did or nobody could count. */
export type PathMtu = {
  readonly source: string;
  readonly destination: string;
  readonly mtu: number | null;
};
