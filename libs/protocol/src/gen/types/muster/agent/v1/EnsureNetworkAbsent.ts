// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value, also when it was not there. Error `precondition` while something is attached.
 */
export interface EnsureNetworkAbsent {
  /**
   * Name in the swarm.
   */
  'name'?: (string);
}

/**
 * Answered without value, also when it was not there. Error `precondition` while something is attached.
 */
export interface EnsureNetworkAbsent__Output {
  /**
   * Name in the swarm.
   */
  'name': (string);
}
