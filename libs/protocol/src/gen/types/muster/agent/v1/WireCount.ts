// Original file: proto/muster/agent/v1/verify.proto


/**
 * Packets at the network card, between this host and another.
 */
export interface WireCount {
  /**
   * Of the other host.
   */
  'address'?: (string);
  /**
   * IP protocol 50 that left.
   */
  'espOut'?: (number);
  /**
   * IP protocol 50 that arrived.
   */
  'espIn'?: (number);
  /**
   * VXLAN of the network that left in the clear.
   */
  'plainOut'?: (number);
  /**
   * VXLAN of the network that arrived in the clear.
   */
  'plainIn'?: (number);
}

/**
 * Packets at the network card, between this host and another.
 */
export interface WireCount__Output {
  /**
   * Of the other host.
   */
  'address': (string);
  /**
   * IP protocol 50 that left.
   */
  'espOut': (number);
  /**
   * IP protocol 50 that arrived.
   */
  'espIn': (number);
  /**
   * VXLAN of the network that left in the clear.
   */
  'plainOut': (number);
  /**
   * VXLAN of the network that arrived in the clear.
   */
  'plainIn': (number);
}
