// Original file: proto/muster/agent/v1/facts.proto


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
}
