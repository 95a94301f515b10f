// Original file: proto/muster/agent/v1/check.proto

/**
 * What probes go over.
 */
export const ProbeProtocol = {
  /**
   * Not said.
   */
  PROBE_PROTOCOL_UNSPECIFIED: 'PROBE_PROTOCOL_UNSPECIFIED',
  /**
   * TCP.
   */
  PROBE_PROTOCOL_TCP: 'PROBE_PROTOCOL_TCP',
  /**
   * UDP.
   */
  PROBE_PROTOCOL_UDP: 'PROBE_PROTOCOL_UDP',
  /**
   * IP protocol 50.
   */
  PROBE_PROTOCOL_ESP: 'PROBE_PROTOCOL_ESP',
} as const;

/**
 * What probes go over.
 */
export type ProbeProtocol =
  /**
   * Not said.
   */
  | 'PROBE_PROTOCOL_UNSPECIFIED'
  | 0
  /**
   * TCP.
   */
  | 'PROBE_PROTOCOL_TCP'
  | 1
  /**
   * UDP.
   */
  | 'PROBE_PROTOCOL_UDP'
  | 2
  /**
   * IP protocol 50.
   */
  | 'PROBE_PROTOCOL_ESP'
  | 3

/**
 * What probes go over.
 */
export type ProbeProtocol__Output = typeof ProbeProtocol[keyof typeof ProbeProtocol]
