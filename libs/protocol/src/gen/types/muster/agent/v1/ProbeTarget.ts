// Original file: proto/muster/agent/v1/check.proto


/**
 * One destination.
 */
export interface ProbeTarget {
  /**
   * Its index in the check.
   */
  'peer'?: (number);
  /**
   * For TCP and gossip.
   */
  'address'?: (string);
  /**
   * For VXLAN and ESP; empty = address.
   */
  'dataAddress'?: (string);
  /**
   * Places in SendProbes.ports.
   */
  'ports'?: (number)[];
  /**
   * Sizes of packets with DF set to try. Whole IP packets, bytes.
   */
  'sizes'?: (number)[];
}

/**
 * One destination.
 */
export interface ProbeTarget__Output {
  /**
   * Its index in the check.
   */
  'peer': (number);
  /**
   * For TCP and gossip.
   */
  'address': (string);
  /**
   * For VXLAN and ESP; empty = address.
   */
  'dataAddress': (string);
  /**
   * Places in SendProbes.ports.
   */
  'ports': (number)[];
  /**
   * Sizes of packets with DF set to try. Whole IP packets, bytes.
   */
  'sizes': (number)[];
}
