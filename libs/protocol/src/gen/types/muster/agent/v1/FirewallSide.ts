// Original file: proto/muster/agent/v1/check.proto

/**
 * On whose side a rule is.
 */
export const FirewallSide = {
  /**
   * Not said.
   */
  FIREWALL_SIDE_UNSPECIFIED: 'FIREWALL_SIDE_UNSPECIFIED',
  /**
   * The source's own.
   */
  FIREWALL_SIDE_SOURCE: 'FIREWALL_SIDE_SOURCE',
  /**
   * The destination's.
   */
  FIREWALL_SIDE_DESTINATION: 'FIREWALL_SIDE_DESTINATION',
} as const;

/**
 * On whose side a rule is.
 */
export type FirewallSide =
  /**
   * Not said.
   */
  | 'FIREWALL_SIDE_UNSPECIFIED'
  | 0
  /**
   * The source's own.
   */
  | 'FIREWALL_SIDE_SOURCE'
  | 1
  /**
   * The destination's.
   */
  | 'FIREWALL_SIDE_DESTINATION'
  | 2

/**
 * On whose side a rule is.
 */
export type FirewallSide__Output = typeof FirewallSide[keyof typeof FirewallSide]
