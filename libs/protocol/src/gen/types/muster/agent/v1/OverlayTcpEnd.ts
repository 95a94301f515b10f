// Original file: proto/muster/agent/v1/verify.proto

/**
 * How a TCP connection between tasks ended.
 */
export const OverlayTcpEnd = {
  /**
   * Not said.
   */
  OVERLAY_TCP_END_UNSPECIFIED: 'OVERLAY_TCP_END_UNSPECIFIED',
  /**
   * Answered with the right word.
   */
  OVERLAY_TCP_END_CONNECTED: 'OVERLAY_TCP_END_CONNECTED',
  /**
   * RST.
   */
  OVERLAY_TCP_END_REFUSED: 'OVERLAY_TCP_END_REFUSED',
  /**
   * Silence.
   */
  OVERLAY_TCP_END_TIMEOUT: 'OVERLAY_TCP_END_TIMEOUT',
  /**
   * The kernel knows no way.
   */
  OVERLAY_TCP_END_UNREACHABLE: 'OVERLAY_TCP_END_UNREACHABLE',
} as const;

/**
 * How a TCP connection between tasks ended.
 */
export type OverlayTcpEnd =
  /**
   * Not said.
   */
  | 'OVERLAY_TCP_END_UNSPECIFIED'
  | 0
  /**
   * Answered with the right word.
   */
  | 'OVERLAY_TCP_END_CONNECTED'
  | 1
  /**
   * RST.
   */
  | 'OVERLAY_TCP_END_REFUSED'
  | 2
  /**
   * Silence.
   */
  | 'OVERLAY_TCP_END_TIMEOUT'
  | 3
  /**
   * The kernel knows no way.
   */
  | 'OVERLAY_TCP_END_UNREACHABLE'
  | 4

/**
 * How a TCP connection between tasks ended.
 */
export type OverlayTcpEnd__Output = typeof OverlayTcpEnd[keyof typeof OverlayTcpEnd]
