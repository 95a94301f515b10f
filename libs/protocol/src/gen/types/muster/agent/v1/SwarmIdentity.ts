// Original file: proto/muster/agent/v1/check.proto


/**
 * Subject of a certificate of a swarm's node.
 */
export interface SwarmIdentity {
  /**
   * Organisation.
   */
  'clusterId'?: (string);
  /**
   * Organisational unit: `swarm-manager` or `swarm-worker`.
   */
  'role'?: (string);
  /**
   * Common name.
   */
  'nodeId'?: (string);
}

/**
 * Subject of a certificate of a swarm's node.
 */
export interface SwarmIdentity__Output {
  /**
   * Organisation.
   */
  'clusterId': (string);
  /**
   * Organisational unit: `swarm-manager` or `swarm-worker`.
   */
  'role': (string);
  /**
   * Common name.
   */
  'nodeId': (string);
}
