// Original file: proto/muster/agent/v1/facts.proto


/**
 * A manager's part in raft.
 */
export interface ManagerStatus {
  /**
   * Leads now.
   */
  'leader'?: (boolean);
  /**
   * Answers its peers.
   */
  'reachable'?: (boolean);
  /**
   * `192.0.2.11:2377`.
   */
  'address'?: (string);
}

/**
 * A manager's part in raft.
 */
export interface ManagerStatus__Output {
  /**
   * Leads now.
   */
  'leader': (boolean);
  /**
   * Answers its peers.
   */
  'reachable': (boolean);
  /**
   * `192.0.2.11:2377`.
   */
  'address': (string);
}
