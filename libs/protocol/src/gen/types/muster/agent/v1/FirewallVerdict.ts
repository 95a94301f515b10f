// Original file: proto/muster/agent/v1/check.proto

/**
 * What a rule does.
 */
export const FirewallVerdict = {
  /**
   * Not said.
   */
  FIREWALL_VERDICT_UNSPECIFIED: 'FIREWALL_VERDICT_UNSPECIFIED',
  /**
   * Drops without a word.
   */
  FIREWALL_VERDICT_DROP: 'FIREWALL_VERDICT_DROP',
  /**
   * Says no.
   */
  FIREWALL_VERDICT_REJECT: 'FIREWALL_VERDICT_REJECT',
} as const;

/**
 * What a rule does.
 */
export type FirewallVerdict =
  /**
   * Not said.
   */
  | 'FIREWALL_VERDICT_UNSPECIFIED'
  | 0
  /**
   * Drops without a word.
   */
  | 'FIREWALL_VERDICT_DROP'
  | 1
  /**
   * Says no.
   */
  | 'FIREWALL_VERDICT_REJECT'
  | 2

/**
 * What a rule does.
 */
export type FirewallVerdict__Output = typeof FirewallVerdict[keyof typeof FirewallVerdict]
