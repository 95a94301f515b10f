// Original file: proto/muster/agent/v1/facts.proto


/**
 * A service's place on a network.
 */
export interface ServiceNetwork {
  /**
   * Docker's id of the network.
   */
  'networkId'?: (string);
  /**
   * With prefix length; empty = none.
   */
  'virtualIp'?: (string);
}

/**
 * A service's place on a network.
 */
export interface ServiceNetwork__Output {
  /**
   * Docker's id of the network.
   */
  'networkId': (string);
  /**
   * With prefix length; empty = none.
   */
  'virtualIp': (string);
}
