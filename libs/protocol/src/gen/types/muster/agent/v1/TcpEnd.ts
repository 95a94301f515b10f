// Original file: proto/muster/agent/v1/check.proto

/**
 * How a handshake ended.
 */
export const TcpEnd = {
  /**
   * There was none.
   */
  TCP_END_UNSPECIFIED: 'TCP_END_UNSPECIFIED',
  /**
   * Somebody answered.
   */
  TCP_END_CONNECTED: 'TCP_END_CONNECTED',
  /**
   * By RST.
   */
  TCP_END_REFUSED: 'TCP_END_REFUSED',
  /**
   * By ICMP, or there is no route.
   */
  TCP_END_UNREACHABLE: 'TCP_END_UNREACHABLE',
  /**
   * Nothing came.
   */
  TCP_END_SILENT: 'TCP_END_SILENT',
} as const;

/**
 * How a handshake ended.
 */
export type TcpEnd =
  /**
   * There was none.
   */
  | 'TCP_END_UNSPECIFIED'
  | 0
  /**
   * Somebody answered.
   */
  | 'TCP_END_CONNECTED'
  | 1
  /**
   * By RST.
   */
  | 'TCP_END_REFUSED'
  | 2
  /**
   * By ICMP, or there is no route.
   */
  | 'TCP_END_UNREACHABLE'
  | 3
  /**
   * Nothing came.
   */
  | 'TCP_END_SILENT'
  | 4

/**
 * How a handshake ended.
 */
export type TcpEnd__Output = typeof TcpEnd[keyof typeof TcpEnd]
