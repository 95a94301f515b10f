// Original file: proto/muster/agent/v1/facts.proto

import type { Presence as _muster_agent_v1_Presence, Presence__Output as _muster_agent_v1_Presence__Output } from '../../../muster/agent/v1/Presence.js';

/**
 * What filters packets on a host.
 */
export interface HostFirewall {
  /**
   * What the command `iptables` is: `nft` or `legacy`; empty = not known.
   */
  'iptables'?: (string);
  /**
   * Tables that iptables-legacy has in the kernel.
   */
  'legacyTables'?: (string)[];
  /**
   * Whether ufw is active.
   */
  'ufw'?: (_muster_agent_v1_Presence);
  /**
   * Whether firewalld is active.
   */
  'firewalld'?: (_muster_agent_v1_Presence);
}

/**
 * What filters packets on a host.
 */
export interface HostFirewall__Output {
  /**
   * What the command `iptables` is: `nft` or `legacy`; empty = not known.
   */
  'iptables': (string);
  /**
   * Tables that iptables-legacy has in the kernel.
   */
  'legacyTables': (string)[];
  /**
   * Whether ufw is active.
   */
  'ufw': (_muster_agent_v1_Presence__Output);
  /**
   * Whether firewalld is active.
   */
  'firewalld': (_muster_agent_v1_Presence__Output);
}
