// Original file: proto/muster/agent/v1/facts.proto


/**
 * One network interface.
 */
export interface Interface {
  /**
   * Kernel name.
   */
  'name'?: (string);
  /**
   * With prefix length: `192.0.2.11/24`.
   */
  'addresses'?: (string)[];
}

/**
 * One network interface.
 */
export interface Interface__Output {
  /**
   * Kernel name.
   */
  'name': (string);
  /**
   * With prefix length: `192.0.2.11/24`.
   */
  'addresses': (string)[];
}
