// Original file: proto/muster/agent/v1/check.proto

import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from '../../../muster/agent/v1/ProbePort.js';
import type { PortHolder as _muster_agent_v1_PortHolder, PortHolder__Output as _muster_agent_v1_PortHolder__Output } from '../../../muster/agent/v1/PortHolder.js';

/**
 * One port and who has bound it.
 */
export interface PortHolding {
  /**
   * Which.
   */
  'port'?: (_muster_agent_v1_ProbePort | null);
  /**
   * Who.
   */
  'holder'?: (_muster_agent_v1_PortHolder);
  /**
   * Of another process: its name.
   */
  'process'?: (string);
  /**
   * Of another process: its id.
   */
  'pid'?: (number);
  /**
   * Why it could not be seen.
   */
  'reason'?: (string);
}

/**
 * One port and who has bound it.
 */
export interface PortHolding__Output {
  /**
   * Which.
   */
  'port': (_muster_agent_v1_ProbePort__Output | null);
  /**
   * Who.
   */
  'holder': (_muster_agent_v1_PortHolder__Output);
  /**
   * Of another process: its name.
   */
  'process': (string);
  /**
   * Of another process: its id.
   */
  'pid': (number);
  /**
   * Why it could not be seen.
   */
  'reason': (string);
}
