// Original file: proto/muster/agent/v1/command.proto

import type { FaultCode as _muster_agent_v1_FaultCode, FaultCode__Output as _muster_agent_v1_FaultCode__Output } from '../../../muster/agent/v1/FaultCode.js';

/**
 * What went wrong, in the closed set of codes.
 */
export interface Fault {
  /**
   * Decides what the coordinator does next.
   */
  'code'?: (_muster_agent_v1_FaultCode);
  /**
   * What was done, what was seen. For people.
   */
  'message'?: (string);
}

/**
 * What went wrong, in the closed set of codes.
 */
export interface Fault__Output {
  /**
   * Decides what the coordinator does next.
   */
  'code': (_muster_agent_v1_FaultCode__Output);
  /**
   * What was done, what was seen. For people.
   */
  'message': (string);
}
