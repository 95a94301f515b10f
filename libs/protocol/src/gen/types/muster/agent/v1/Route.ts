// Original file: proto/muster/agent/v1/facts.proto


/**
 * One route.
 */
export interface Route {
  /**
   * CIDR block.
   */
  'destination'?: (string);
  /**
   * Address; empty = on the link.
   */
  'gateway'?: (string);
  /**
   * Kernel name.
   */
  'interface'?: (string);
}

/**
 * One route.
 */
export interface Route__Output {
  /**
   * CIDR block.
   */
  'destination': (string);
  /**
   * Address; empty = on the link.
   */
  'gateway': (string);
  /**
   * Kernel name.
   */
  'interface': (string);
}
