import type { Opened, PortHolder, Sent, SizeTally, TcpOutcome, TcpPeer } from '@muster/probe';
import { FleetError } from '@muster/kernel';
import type { ProbesSent } from './command.js';
import { holderCodec, tcpEndCodec } from './check-enums.js';
import { decodePort, encodePort } from './check-order-codec.js';
import { itemAt, rowsOf, runs, textAt, Texts } from './columns.js';
import { required } from './enums.js';
import type {
  PortHolding as WireHolding,
  PortHolding__Output,
} from './gen/types/muster/agent/v1/PortHolding.js';
import type {
  ProbesSent as WireSent,
  ProbesSent__Output,
} from './gen/types/muster/agent/v1/ProbesSent.js';
import type {
  SentGroup as WireGroup,
  SentGroup__Output,
} from './gen/types/muster/agent/v1/SentGroup.js';
import type {
  SizeGroup as WireSizes,
  SizeGroup__Output,
} from './gen/types/muster/agent/v1/SizeGroup.js';
import type {
  TcpAnswer as WireTcp,
  TcpAnswer__Output,
} from './gen/types/muster/agent/v1/TcpAnswer.js';
import type {
  WitnessOpened as WireOpened,
  WitnessOpened__Output,
} from './gen/types/muster/agent/v1/WitnessOpened.js';

export function encodeOpened({ witnessMissing, holders }: Opened): WireOpened {
  return {
    missing: witnessMissing ?? '',
    holders: holders.map((holding) => ({
      port: encodePort(holding),
      ...encodeHolder(holding.holder),
    })),
  };
}

function encodeHolder(holder: PortHolder): WireHolding {
  const { kind, ...rest } = holder;
  return { holder: holderCodec.encode(kind), ...rest };
}

/** @throws invalid when a port is missing. */
export function decodeOpened({ missing, holders }: WitnessOpened__Output): Opened {
  return {
    ...(missing === '' ? {} : { witnessMissing: missing }),
    holders: holders.map((wire) => ({ ...decodePort(wire.port), holder: decodeHolder(wire) })),
  };
}

function decodeHolder({ holder, process, pid, reason }: PortHolding__Output): PortHolder {
  const kind = holderCodec.decode(holder) ?? 'unknown';
  if (kind === 'unknown') return { kind, reason };
  return kind === 'other' ? { kind, process, pid } : { kind };
}

export function encodeSent({ probes, sizes }: ProbesSent): WireSent {
  const texts = new Texts();
  const groups = runs(probes, samePort).map((rows) => encodeSentGroup(rows, texts));
  return { groups, sizes: encodeSizes(sizes), texts: texts.list() };
}

const samePort = (a: Sent, b: Sent): boolean => a.protocol === b.protocol && a.port === b.port;

function encodeSentGroup(rows: [Sent, ...Sent[]], texts: Texts): WireGroup {
  const errnos = rows.map(({ errno }) => (errno === undefined ? 0 : texts.place(errno)));
  return {
    port: encodePort(rows[0]),
    peers: rows.map(({ peer }) => peer),
    packets: rows.map(({ packets }) => packets),
    errnos: errnos.every((place) => place === 0) ? [] : errnos,
    tcp: rows.every(({ tcp }) => tcp === undefined)
      ? []
      : rows.map(({ tcp }) => (tcp === undefined ? {} : encodeTcp(tcp, texts))),
  };
}

function encodeTcp(outcome: TcpOutcome, texts: Texts): WireTcp {
  const end = tcpEndCodec.encode(outcome.kind);
  if (outcome.kind === 'unreachable') return { end, errno: texts.place(outcome.errno) };
  if (outcome.kind !== 'connected') return { end };
  return { end, rttUs: Math.round(outcome.rttMs * 1_000), ...encodePeer(outcome.peer, texts) };
}

function encodePeer(peer: TcpPeer, texts: Texts): Pick<WireTcp, TcpPeer['kind']> {
  switch (peer.kind) {
    case 'agent':
      return { agent: peer.index };
    case 'swarm': {
      const { clusterId, role, nodeId } = peer;
      return { swarm: { clusterId, role, nodeId } };
    }
    case 'unnamed':
      return { unnamed: texts.place(peer.detail) };
  }
}

/** @throws invalid when the columns make no sense. */
export function decodeSent({ texts, groups, sizes }: ProbesSent__Output): ProbesSent {
  return {
    probes: groups.flatMap((group) => decodeSentGroup(group, texts)),
    sizes: decodeSizes(sizes),
  };
}

function decodeSentGroup(group: SentGroup__Output, texts: readonly string[]): Sent[] {
  const { peers, packets, errnos, tcp } = group;
  const { protocol, port } = decodePort(group.port);
  const optional = [errnos, tcp].filter((column) => column.length > 0);
  return Array.from(rowsOf(peers, packets, ...optional), (row) => {
    const errno = errnos[row] ?? 0;
    const outcome = tcp[row] && decodeTcp(tcp[row], texts);
    return {
      protocol,
      port,
      peer: itemAt(peers, row, 'sent.peer'),
      packets: itemAt(packets, row, 'sent.packets'),
      ...(errno === 0 ? {} : { errno: textAt(texts, errno, 'sent.errno') }),
      ...(outcome === undefined ? {} : { tcp: outcome }),
    };
  });
}

function decodeTcp(wire: TcpAnswer__Output, texts: readonly string[]): TcpOutcome | undefined {
  const kind = tcpEndCodec.decode(wire.end);
  switch (kind) {
    case 'connected':
      return { kind, rttMs: wire.rttUs / 1_000, peer: decodePeer(wire, texts) };
    case 'unreachable':
      return { kind, errno: textAt(texts, wire.errno, 'tcp.errno') };
    case 'refused':
    case 'silent':
      return { kind };
    case undefined:
      return undefined;
  }
}

function decodePeer(wire: TcpAnswer__Output, texts: readonly string[]): TcpPeer {
  switch (wire.peer) {
    case 'agent':
      return { kind: 'agent', index: required(wire.agent, 'tcp.agent') };
    case 'swarm':
      return { kind: 'swarm', ...required(wire.swarm, 'tcp.swarm') };
    case 'unnamed':
      return { kind: 'unnamed', detail: textAt(texts, wire.unnamed ?? 0, 'tcp.unnamed') };
    default:
      throw new FleetError('invalid', 'tcp.peer is missing');
  }
}

export function encodeSizes(rows: readonly SizeTally[]): WireSizes[] {
  return runs(rows, (a, b) => a.size === b.size).map((group) => ({
    size: group[0].size,
    peers: group.map(({ peer }) => peer),
    packets: group.map(({ packets }) => packets),
  }));
}

/** @throws invalid when the columns make no sense. */
export function decodeSizes(groups: readonly SizeGroup__Output[]): SizeTally[] {
  return groups.flatMap(({ size, peers, packets }) =>
    Array.from(rowsOf(peers, packets), (row) => ({
      peer: itemAt(peers, row, 'size.peer'),
      size,
      packets: itemAt(packets, row, 'size.packets'),
    })),
  );
}
