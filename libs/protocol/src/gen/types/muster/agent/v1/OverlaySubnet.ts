// Original file: proto/muster/agent/v1/command.proto


/**
 * One address range of a network to be made.
 */
export interface OverlaySubnet {
  /**
   * CIDR.
   */
  'subnet'?: (string);
  /**
   * Address; empty = the Engine chooses.
   */
  'gateway'?: (string);
  /**
   * CIDR that containers get addresses from; empty = all of it.
   */
  'ipRange'?: (string);
  /**
   * Addresses to keep free, by what has them.
   */
  'auxAddresses'?: ({[key: string]: string});
}

/**
 * One address range of a network to be made.
 */
export interface OverlaySubnet__Output {
  /**
   * CIDR.
   */
  'subnet': (string);
  /**
   * Address; empty = the Engine chooses.
   */
  'gateway': (string);
  /**
   * CIDR that containers get addresses from; empty = all of it.
   */
  'ipRange': (string);
  /**
   * Addresses to keep free, by what has them.
   */
  'auxAddresses': ({[key: string]: string});
}
