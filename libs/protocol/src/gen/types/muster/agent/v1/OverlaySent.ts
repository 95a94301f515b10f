// Original file: proto/muster/agent/v1/verify.proto

import type { OverlayTcpEnd as _muster_agent_v1_OverlayTcpEnd, OverlayTcpEnd__Output as _muster_agent_v1_OverlayTcpEnd__Output } from '../../../muster/agent/v1/OverlayTcpEnd.js';

/**
 * Towards one address.
 */
export interface OverlaySent {
  /**
   * Of the other task.
   */
  'address'?: (string);
  /**
   * errno of UDP packets that the kernel did not take; empty = all went.
   */
  'udpError'?: (string);
  /**
   * How its TCP connection ended.
   */
  'tcp'?: (_muster_agent_v1_OverlayTcpEnd);
}

/**
 * Towards one address.
 */
export interface OverlaySent__Output {
  /**
   * Of the other task.
   */
  'address': (string);
  /**
   * errno of UDP packets that the kernel did not take; empty = all went.
   */
  'udpError': (string);
  /**
   * How its TCP connection ended.
   */
  'tcp': (_muster_agent_v1_OverlayTcpEnd__Output);
}
