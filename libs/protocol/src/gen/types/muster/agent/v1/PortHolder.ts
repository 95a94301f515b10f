// Original file: proto/muster/agent/v1/check.proto

/**
 * Who has bound a port.
 */
export const PortHolder = {
  /**
   * Could not be seen.
   */
  PORT_HOLDER_UNSPECIFIED: 'PORT_HOLDER_UNSPECIFIED',
  /**
   * The Engine, or the kernel for it.
   */
  PORT_HOLDER_ENGINE: 'PORT_HOLDER_ENGINE',
  /**
   * Nobody; the agent answers there while the witness is open.
   */
  PORT_HOLDER_AGENT: 'PORT_HOLDER_AGENT',
  /**
   * Nobody.
   */
  PORT_HOLDER_FREE: 'PORT_HOLDER_FREE',
  /**
   * Another process.
   */
  PORT_HOLDER_OTHER: 'PORT_HOLDER_OTHER',
} as const;

/**
 * Who has bound a port.
 */
export type PortHolder =
  /**
   * Could not be seen.
   */
  | 'PORT_HOLDER_UNSPECIFIED'
  | 0
  /**
   * The Engine, or the kernel for it.
   */
  | 'PORT_HOLDER_ENGINE'
  | 1
  /**
   * Nobody; the agent answers there while the witness is open.
   */
  | 'PORT_HOLDER_AGENT'
  | 2
  /**
   * Nobody.
   */
  | 'PORT_HOLDER_FREE'
  | 3
  /**
   * Another process.
   */
  | 'PORT_HOLDER_OTHER'
  | 4

/**
 * Who has bound a port.
 */
export type PortHolder__Output = typeof PortHolder[keyof typeof PortHolder]
