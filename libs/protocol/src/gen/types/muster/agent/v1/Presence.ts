// Original file: proto/muster/agent/v1/facts.proto

/**
 * Whether something is there.
 */
export const Presence = {
  /**
   * Not known.
   */
  PRESENCE_UNSPECIFIED: 'PRESENCE_UNSPECIFIED',
  /**
   * It is.
   */
  PRESENCE_YES: 'PRESENCE_YES',
  /**
   * It is not.
   */
  PRESENCE_NO: 'PRESENCE_NO',
} as const;

/**
 * Whether something is there.
 */
export type Presence =
  /**
   * Not known.
   */
  | 'PRESENCE_UNSPECIFIED'
  | 0
  /**
   * It is.
   */
  | 'PRESENCE_YES'
  | 1
  /**
   * It is not.
   */
  | 'PRESENCE_NO'
  | 2

/**
 * Whether something is there.
 */
export type Presence__Output = typeof Presence[keyof typeof Presence]
