// Original file: proto/muster/agent/v1/facts.proto

/**
 * A setting.
 */
export const Switch = {
  /**
   * Not known.
   */
  SWITCH_UNSPECIFIED: 'SWITCH_UNSPECIFIED',
  /**
   * On.
   */
  SWITCH_ON: 'SWITCH_ON',
  /**
   * Off.
   */
  SWITCH_OFF: 'SWITCH_OFF',
} as const;

/**
 * A setting.
 */
export type Switch =
  /**
   * Not known.
   */
  | 'SWITCH_UNSPECIFIED'
  | 0
  /**
   * On.
   */
  | 'SWITCH_ON'
  | 1
  /**
   * Off.
   */
  | 'SWITCH_OFF'
  | 2

/**
 * A setting.
 */
export type Switch__Output = typeof Switch[keyof typeof Switch]
