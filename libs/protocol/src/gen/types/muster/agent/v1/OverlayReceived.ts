// Original file: proto/muster/agent/v1/verify.proto


/**
 * From one host.
 */
export interface OverlayReceived {
  /**
   * Index of the source.
   */
  'peer'?: (number);
  /**
   * Different small UDP packets.
   */
  'small'?: (number);
  /**
   * Different UDP packets of full size.
   */
  'full'?: (number);
  /**
   * A TCP connection was answered.
   */
  'tcp'?: (boolean);
  /**
   * Bytes of the TCP transfer.
   */
  'bulkBytes'?: (number);
  /**
   * How long that took. Microseconds.
   */
  'bulkUs'?: (number);
}

/**
 * From one host.
 */
export interface OverlayReceived__Output {
  /**
   * Index of the source.
   */
  'peer': (number);
  /**
   * Different small UDP packets.
   */
  'small': (number);
  /**
   * Different UDP packets of full size.
   */
  'full': (number);
  /**
   * A TCP connection was answered.
   */
  'tcp': (boolean);
  /**
   * Bytes of the TCP transfer.
   */
  'bulkBytes': (number);
  /**
   * How long that took. Microseconds.
   */
  'bulkUs': (number);
}
