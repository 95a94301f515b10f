// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value when it is gone and the Engine has forgotten its name, also when it was not there. Error
 * `precondition` while something is attached.
 */
export interface EnsureNetworkAbsent {
  /**
   * Name in the swarm.
   */
  'name'?: (string);
  /**
   * It may be the routing mesh; refused otherwise.
   */
  'ingress'?: (boolean);
}

/**
 * Answered without value when it is gone and the Engine has forgotten its name, also when it was not there. Error
 * `precondition` while something is attached.
 */
export interface EnsureNetworkAbsent__Output {
  /**
   * Name in the swarm.
   */
  'name': (string);
  /**
   * It may be the routing mesh; refused otherwise.
   */
  'ingress': (boolean);
}
