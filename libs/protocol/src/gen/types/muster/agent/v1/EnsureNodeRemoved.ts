// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value, also when the node was not there. One that was a manager is demoted before.
 */
export interface EnsureNodeRemoved {
  /**
   * Docker's node id.
   */
  'nodeId'?: (string);
  /**
   * Also when it is not down.
   */
  'force'?: (boolean);
}

/**
 * Answered without value, also when the node was not there. One that was a manager is demoted before.
 */
export interface EnsureNodeRemoved__Output {
  /**
   * Docker's node id.
   */
  'nodeId': (string);
  /**
   * Also when it is not down.
   */
  'force': (boolean);
}
