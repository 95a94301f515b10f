// Original file: proto/muster/agent/v1/check.proto

import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from '../../../muster/agent/v1/ProbePort.js';

/**
 * An ICMP error or RST.
 */
export interface RefusalSeen {
  /**
   * Who sent it, as place in texts.
   */
  'from'?: (number);
  /**
   * How, as place in texts: `icmp-port-unreachable`, `tcp-reset`, …
   */
  'how'?: (number);
  /**
   * Address that the refused packet was sent to, as place in texts.
   */
  'address'?: (number);
  /**
   * Port that it was sent to.
   */
  'port'?: (_muster_agent_v1_ProbePort | null);
}

/**
 * An ICMP error or RST.
 */
export interface RefusalSeen__Output {
  /**
   * Who sent it, as place in texts.
   */
  'from': (number);
  /**
   * How, as place in texts: `icmp-port-unreachable`, `tcp-reset`, …
   */
  'how': (number);
  /**
   * Address that the refused packet was sent to, as place in texts.
   */
  'address': (number);
  /**
   * Port that it was sent to.
   */
  'port': (_muster_agent_v1_ProbePort__Output | null);
}
