// Original file: proto/muster/agent/v1/check.proto

import type { PortHolding as _muster_agent_v1_PortHolding, PortHolding__Output as _muster_agent_v1_PortHolding__Output } from '../../../muster/agent/v1/PortHolding.js';

/**
 * Whether there is a witness, and who holds the ports.
 */
export interface WitnessOpened {
  /**
   * Why there is no witness; empty = there is one.
   */
  'missing'?: (string);
  /**
   * One for each port of the order; none for ESP.
   */
  'holders'?: (_muster_agent_v1_PortHolding)[];
}

/**
 * Whether there is a witness, and who holds the ports.
 */
export interface WitnessOpened__Output {
  /**
   * Why there is no witness; empty = there is one.
   */
  'missing': (string);
  /**
   * One for each port of the order; none for ESP.
   */
  'holders': (_muster_agent_v1_PortHolding__Output)[];
}
