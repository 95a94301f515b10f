// Original file: proto/muster/agent/v1/check.proto

import type { ProbeProtocol as _muster_agent_v1_ProbeProtocol, ProbeProtocol__Output as _muster_agent_v1_ProbeProtocol__Output } from '../../../muster/agent/v1/ProbeProtocol.js';

/**
 * One thing to ask of a host.
 */
export interface ProbePort {
  /**
   * Over which protocol.
   */
  'protocol'?: (_muster_agent_v1_ProbeProtocol);
  /**
   * 1 to 65535; 0 for ESP, which has no ports.
   */
  'port'?: (number);
}

/**
 * One thing to ask of a host.
 */
export interface ProbePort__Output {
  /**
   * Over which protocol.
   */
  'protocol': (_muster_agent_v1_ProbeProtocol__Output);
  /**
   * 1 to 65535; 0 for ESP, which has no ports.
   */
  'port': (number);
}
