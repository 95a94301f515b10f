// Original file: proto/muster/agent/v1/facts.proto

/**
 * Whether an interface carries packets.
 */
export const LinkState = {
  /**
   * Not known.
   */
  LINK_STATE_UNSPECIFIED: 'LINK_STATE_UNSPECIFIED',
  /**
   * It does.
   */
  LINK_STATE_UP: 'LINK_STATE_UP',
  /**
   * It does not.
   */
  LINK_STATE_DOWN: 'LINK_STATE_DOWN',
} as const;

/**
 * Whether an interface carries packets.
 */
export type LinkState =
  /**
   * Not known.
   */
  | 'LINK_STATE_UNSPECIFIED'
  | 0
  /**
   * It does.
   */
  | 'LINK_STATE_UP'
  | 1
  /**
   * It does not.
   */
  | 'LINK_STATE_DOWN'
  | 2

/**
 * Whether an interface carries packets.
 */
export type LinkState__Output = typeof LinkState[keyof typeof LinkState]
