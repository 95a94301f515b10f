// Original file: proto/muster/agent/v1/command.proto


/**
 * A manager to join.
 */
export interface Manager {
  /**
   * Docker's node id: tells whether a member is already in this swarm.
   */
  'nodeId'?: (string);
  /**
   * `192.0.2.11:2377`.
   */
  'address'?: (string);
}

/**
 * A manager to join.
 */
export interface Manager__Output {
  /**
   * Docker's node id: tells whether a member is already in this swarm.
   */
  'nodeId': (string);
  /**
   * `192.0.2.11:2377`.
   */
  'address': (string);
}
