// Original file: proto/muster/agent/v1/check.proto

import type { WitnessPoint as _muster_agent_v1_WitnessPoint, WitnessPoint__Output as _muster_agent_v1_WitnessPoint__Output } from '../../../muster/agent/v1/WitnessPoint.js';
import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from '../../../muster/agent/v1/ProbePort.js';

/**
 * Rows of one point and port. The columns peers and packets are of one length.
 */
export interface TallyGroup {
  /**
   * Where.
   */
  'point'?: (_muster_agent_v1_WitnessPoint);
  /**
   * Which port.
   */
  'port'?: (_muster_agent_v1_ProbePort | null);
  /**
   * Indexes of the hosts at the other end.
   */
  'peers'?: (number)[];
  /**
   * Packets.
   */
  'packets'?: (number)[];
  /**
   * How many addresses each row's packets came from. No column = not told for any.
   */
  'fromCounts'?: (number)[];
  /**
   * Those addresses, row after row, as places in texts.
   */
  'from'?: (number)[];
}

/**
 * Rows of one point and port. The columns peers and packets are of one length.
 */
export interface TallyGroup__Output {
  /**
   * Where.
   */
  'point': (_muster_agent_v1_WitnessPoint__Output);
  /**
   * Which port.
   */
  'port': (_muster_agent_v1_ProbePort__Output | null);
  /**
   * Indexes of the hosts at the other end.
   */
  'peers': (number)[];
  /**
   * Packets.
   */
  'packets': (number)[];
  /**
   * How many addresses each row's packets came from. No column = not told for any.
   */
  'fromCounts': (number)[];
  /**
   * Those addresses, row after row, as places in texts.
   */
  'from': (number)[];
}
