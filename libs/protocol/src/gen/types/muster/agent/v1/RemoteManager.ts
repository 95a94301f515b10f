// Original file: proto/muster/agent/v1/facts.proto


/**
 * A manager as a node knows it.
 */
export interface RemoteManager {
  /**
   * Docker's node id.
   */
  'nodeId'?: (string);
  /**
   * `192.0.2.11:2377`.
   */
  'address'?: (string);
}

/**
 * A manager as a node knows it.
 */
export interface RemoteManager__Output {
  /**
   * Docker's node id.
   */
  'nodeId': (string);
  /**
   * `192.0.2.11:2377`.
   */
  'address': (string);
}
