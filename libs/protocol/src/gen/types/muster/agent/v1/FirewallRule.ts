// Original file: proto/muster/agent/v1/check.proto

import type { FirewallSide as _muster_agent_v1_FirewallSide, FirewallSide__Output as _muster_agent_v1_FirewallSide__Output } from '../../../muster/agent/v1/FirewallSide.js';
import type { FirewallBackend as _muster_agent_v1_FirewallBackend, FirewallBackend__Output as _muster_agent_v1_FirewallBackend__Output } from '../../../muster/agent/v1/FirewallBackend.js';
import type { FirewallVerdict as _muster_agent_v1_FirewallVerdict, FirewallVerdict__Output as _muster_agent_v1_FirewallVerdict__Output } from '../../../muster/agent/v1/FirewallVerdict.js';

/**
 * A rule, or a chain's policy.
 */
export interface FirewallRule {
  /**
   * On whose side.
   */
  'side'?: (_muster_agent_v1_FirewallSide);
  /**
   * Who manages it.
   */
  'backend'?: (_muster_agent_v1_FirewallBackend);
  /**
   * `ip`, `ip6`, `inet`, …
   */
  'family'?: (string);
  /**
   * The table's name.
   */
  'table'?: (string);
  /**
   * The chain's name.
   */
  'chain'?: (string);
  /**
   * As the backend's own tool writes it; empty = the chain's policy.
   */
  'rule'?: (string);
  /**
   * nft handle; 0 = none.
   */
  'handle'?: (number);
  /**
   * What it does.
   */
  'verdict'?: (_muster_agent_v1_FirewallVerdict);
  /**
   * firewalld's zone; empty = none, or not known.
   */
  'zone'?: (string);
}

/**
 * A rule, or a chain's policy.
 */
export interface FirewallRule__Output {
  /**
   * On whose side.
   */
  'side': (_muster_agent_v1_FirewallSide__Output);
  /**
   * Who manages it.
   */
  'backend': (_muster_agent_v1_FirewallBackend__Output);
  /**
   * `ip`, `ip6`, `inet`, …
   */
  'family': (string);
  /**
   * The table's name.
   */
  'table': (string);
  /**
   * The chain's name.
   */
  'chain': (string);
  /**
   * As the backend's own tool writes it; empty = the chain's policy.
   */
  'rule': (string);
  /**
   * nft handle; 0 = none.
   */
  'handle': (number);
  /**
   * What it does.
   */
  'verdict': (_muster_agent_v1_FirewallVerdict__Output);
  /**
   * firewalld's zone; empty = none, or not known.
   */
  'zone': (string);
}
