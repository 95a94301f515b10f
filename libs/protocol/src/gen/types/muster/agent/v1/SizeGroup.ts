// Original file: proto/muster/agent/v1/check.proto


/**
 * Rows of one size. The columns are of one length.
 */
export interface SizeGroup {
  /**
   * Whole IP packet, bytes.
   */
  'size'?: (number);
  /**
   * Indexes of the hosts at the other end.
   */
  'peers'?: (number)[];
  /**
   * Packets.
   */
  'packets'?: (number)[];
}

/**
 * Rows of one size. The columns are of one length.
 */
export interface SizeGroup__Output {
  /**
   * Whole IP packet, bytes.
   */
  'size': (number);
  /**
   * Indexes of the hosts at the other end.
   */
  'peers': (number)[];
  /**
   * Packets.
   */
  'packets': (number)[];
}
