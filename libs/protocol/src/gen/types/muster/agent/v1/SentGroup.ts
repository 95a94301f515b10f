// Original file: proto/muster/agent/v1/check.proto

import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from '../../../muster/agent/v1/ProbePort.js';
import type { TcpAnswer as _muster_agent_v1_TcpAnswer, TcpAnswer__Output as _muster_agent_v1_TcpAnswer__Output } from '../../../muster/agent/v1/TcpAnswer.js';

/**
 * Rows of one port. The columns are of one length.
 */
export interface SentGroup {
  /**
   * Which port.
   */
  'port'?: (_muster_agent_v1_ProbePort | null);
  /**
   * Indexes of the destinations.
   */
  'peers'?: (number)[];
  /**
   * Packets that the kernel took.
   */
  'packets'?: (number)[];
  /**
   * Errno of those that it did not take, as place in texts; 0 = none. No column = none in the group.
   */
  'errnos'?: (number)[];
  /**
   * How handshakes ended. No column = none in the group.
   */
  'tcp'?: (_muster_agent_v1_TcpAnswer)[];
}

/**
 * Rows of one port. The columns are of one length.
 */
export interface SentGroup__Output {
  /**
   * Which port.
   */
  'port': (_muster_agent_v1_ProbePort__Output | null);
  /**
   * Indexes of the destinations.
   */
  'peers': (number)[];
  /**
   * Packets that the kernel took.
   */
  'packets': (number)[];
  /**
   * Errno of those that it did not take, as place in texts; 0 = none. No column = none in the group.
   */
  'errnos': (number)[];
  /**
   * How handshakes ended. No column = none in the group.
   */
  'tcp': (_muster_agent_v1_TcpAnswer__Output)[];
}
