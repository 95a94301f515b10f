import type { Point, PortHolder, ProbeProtocol, StoppedBy, TcpOutcome } from '@muster/probe';
import { enumCodec } from './enums.js';

export const protocolCodec = enumCodec('probe protocol', {
  tcp: 'PROBE_PROTOCOL_TCP',
  udp: 'PROBE_PROTOCOL_UDP',
  esp: 'PROBE_PROTOCOL_ESP',
} as const satisfies Record<ProbeProtocol, string>);

export const holderCodec = enumCodec('port holder', {
  unknown: 'PORT_HOLDER_UNSPECIFIED',
  engine: 'PORT_HOLDER_ENGINE',
  agent: 'PORT_HOLDER_AGENT',
  free: 'PORT_HOLDER_FREE',
  other: 'PORT_HOLDER_OTHER',
} as const satisfies Record<PortHolder['kind'], string>);

export const tcpEndCodec = enumCodec('end of a handshake', {
  connected: 'TCP_END_CONNECTED',
  refused: 'TCP_END_REFUSED',
  unreachable: 'TCP_END_UNREACHABLE',
  silent: 'TCP_END_SILENT',
} as const satisfies Record<TcpOutcome['kind'], string>);

export const pointCodec = enumCodec('point of a witness', {
  sent: 'WITNESS_POINT_SENT',
  left: 'WITNESS_POINT_LEFT',
  arrived: 'WITNESS_POINT_ARRIVED',
  passed: 'WITNESS_POINT_PASSED',
} as const satisfies Record<Point, string>);

export const sideCodec = enumCodec('side of a firewall', {
  source: 'FIREWALL_SIDE_SOURCE',
  destination: 'FIREWALL_SIDE_DESTINATION',
} as const satisfies Record<StoppedBy['side'], string>);

export const backendCodec = enumCodec('firewall backend', {
  nftables: 'FIREWALL_BACKEND_NFTABLES',
  iptables: 'FIREWALL_BACKEND_IPTABLES',
  ufw: 'FIREWALL_BACKEND_UFW',
  firewalld: 'FIREWALL_BACKEND_FIREWALLD',
} as const satisfies Record<StoppedBy['backend'], string>);

export const firewallVerdictCodec = enumCodec('firewall verdict', {
  drop: 'FIREWALL_VERDICT_DROP',
  reject: 'FIREWALL_VERDICT_REJECT',
} as const satisfies Record<StoppedBy['verdict'], string>);
