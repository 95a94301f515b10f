// Original file: proto/muster/agent/v1/check.proto


/**
 * A peer whose packets, from it and to it, are traced.
 */
export interface TracedPeer {
  /**
   * Its index in the check.
   */
  'peer'?: (number);
  /**
   * Its address: TCP SYNs carry no index.
   */
  'address'?: (string);
}

/**
 * A peer whose packets, from it and to it, are traced.
 */
export interface TracedPeer__Output {
  /**
   * Its index in the check.
   */
  'peer': (number);
  /**
   * Its address: TCP SYNs carry no index.
   */
  'address': (string);
}
