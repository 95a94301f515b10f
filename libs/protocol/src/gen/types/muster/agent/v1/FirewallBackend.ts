// Original file: proto/muster/agent/v1/check.proto

/**
 * Who manages a rule.
 */
export const FirewallBackend = {
  /**
   * Not said.
   */
  FIREWALL_BACKEND_UNSPECIFIED: 'FIREWALL_BACKEND_UNSPECIFIED',
  /**
   * nft.
   */
  FIREWALL_BACKEND_NFTABLES: 'FIREWALL_BACKEND_NFTABLES',
  /**
   * iptables on nftables.
   */
  FIREWALL_BACKEND_IPTABLES: 'FIREWALL_BACKEND_IPTABLES',
  /**
   * ufw.
   */
  FIREWALL_BACKEND_UFW: 'FIREWALL_BACKEND_UFW',
  /**
   * firewalld.
   */
  FIREWALL_BACKEND_FIREWALLD: 'FIREWALL_BACKEND_FIREWALLD',
} as const;

/**
 * Who manages a rule.
 */
export type FirewallBackend =
  /**
   * Not said.
   */
  | 'FIREWALL_BACKEND_UNSPECIFIED'
  | 0
  /**
   * nft.
   */
  | 'FIREWALL_BACKEND_NFTABLES'
  | 1
  /**
   * iptables on nftables.
   */
  | 'FIREWALL_BACKEND_IPTABLES'
  | 2
  /**
   * ufw.
   */
  | 'FIREWALL_BACKEND_UFW'
  | 3
  /**
   * firewalld.
   */
  | 'FIREWALL_BACKEND_FIREWALLD'
  | 4

/**
 * Who manages a rule.
 */
export type FirewallBackend__Output = typeof FirewallBackend[keyof typeof FirewallBackend]
