// Original file: proto/muster/agent/v1/check.proto

import type { WitnessPoint as _muster_agent_v1_WitnessPoint, WitnessPoint__Output as _muster_agent_v1_WitnessPoint__Output } from '../../../muster/agent/v1/WitnessPoint.js';

/**
 * Rows of one point and TCP port. The columns are of one length.
 */
export interface SynGroup {
  /**
   * Where.
   */
  'point'?: (_muster_agent_v1_WitnessPoint);
  /**
   * Destination port.
   */
  'port'?: (number);
  /**
   * Addresses at the other end, as places in texts.
   */
  'addresses'?: (number)[];
  /**
   * Packets.
   */
  'packets'?: (number)[];
}

/**
 * Rows of one point and TCP port. The columns are of one length.
 */
export interface SynGroup__Output {
  /**
   * Where.
   */
  'point': (_muster_agent_v1_WitnessPoint__Output);
  /**
   * Destination port.
   */
  'port': (number);
  /**
   * Addresses at the other end, as places in texts.
   */
  'addresses': (number)[];
  /**
   * Packets.
   */
  'packets': (number)[];
}
