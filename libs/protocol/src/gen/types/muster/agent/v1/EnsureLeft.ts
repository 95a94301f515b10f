// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value once the host is in no swarm and nothing holds gossip port 7946 any more.
 */
export interface EnsureLeft {
  /**
   * Leave although it is a manager, or although the swarm cannot be reached.
   */
  'force'?: (boolean);
}

/**
 * Answered without value once the host is in no swarm and nothing holds gossip port 7946 any more.
 */
export interface EnsureLeft__Output {
  /**
   * Leave although it is a manager, or although the swarm cannot be reached.
   */
  'force': (boolean);
}
