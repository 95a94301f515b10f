// Original file: proto/muster/agent/v1/facts.proto

/**
 * Whether something has bound a port.
 */
export const PortState = {
  /**
   * Not known.
   */
  PORT_STATE_UNSPECIFIED: 'PORT_STATE_UNSPECIFIED',
  /**
   * Something listens on it, or has bound it.
   */
  PORT_STATE_BOUND: 'PORT_STATE_BOUND',
  /**
   * Nothing does.
   */
  PORT_STATE_FREE: 'PORT_STATE_FREE',
} as const;

/**
 * Whether something has bound a port.
 */
export type PortState =
  /**
   * Not known.
   */
  | 'PORT_STATE_UNSPECIFIED'
  | 0
  /**
   * Something listens on it, or has bound it.
   */
  | 'PORT_STATE_BOUND'
  | 1
  /**
   * Nothing does.
   */
  | 'PORT_STATE_FREE'
  | 2

/**
 * Whether something has bound a port.
 */
export type PortState__Output = typeof PortState[keyof typeof PortState]
