// Original file: proto/muster/agent/v1/check.proto

import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from '../../../muster/agent/v1/ProbePort.js';

/**
 * One edge and the rule that ends it.
 */
export interface ProbeStopped {
  /**
   * Place in rules.
   */
  'rule'?: (number);
  /**
   * Index of the host at the other end.
   */
  'peer'?: (number);
  /**
   * Which port.
   */
  'port'?: (_muster_agent_v1_ProbePort | null);
}

/**
 * One edge and the rule that ends it.
 */
export interface ProbeStopped__Output {
  /**
   * Place in rules.
   */
  'rule': (number);
  /**
   * Index of the host at the other end.
   */
  'peer': (number);
  /**
   * Which port.
   */
  'port': (_muster_agent_v1_ProbePort__Output | null);
}
