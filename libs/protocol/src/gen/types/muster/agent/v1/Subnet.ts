// Original file: proto/muster/agent/v1/facts.proto

import type { AddressUse as _muster_agent_v1_AddressUse, AddressUse__Output as _muster_agent_v1_AddressUse__Output } from '../../../muster/agent/v1/AddressUse.js';

/**
 * One address range of a network.
 */
export interface Subnet {
  /**
   * CIDR.
   */
  'subnet'?: (string);
  /**
   * Address; empty = none.
   */
  'gateway'?: (string);
  /**
   * Absent = not said.
   */
  'use'?: (_muster_agent_v1_AddressUse | null);
  /**
   * CIDR that containers get addresses from; empty = all of it.
   */
  'ipRange'?: (string);
}

/**
 * One address range of a network.
 */
export interface Subnet__Output {
  /**
   * CIDR.
   */
  'subnet': (string);
  /**
   * Address; empty = none.
   */
  'gateway': (string);
  /**
   * Absent = not said.
   */
  'use': (_muster_agent_v1_AddressUse__Output | null);
  /**
   * CIDR that containers get addresses from; empty = all of it.
   */
  'ipRange': (string);
}
