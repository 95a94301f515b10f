// Original file: proto/muster/agent/v1/verify.proto


/**
 * Make ready for a task, and watch the wire. Answered with verification_prepared.
 */
export interface PrepareVerification {
  /**
   * Names everything that is made for it. 16 lower case hexadecimal digits.
   */
  'verificationId'?: (string);
  /**
   * What is left of it is cleared away by the agent itself after this, whatever became of the coordinator. Milliseconds.
   */
  'lifetimeMs'?: (number);
  /**
   * UDP port of VXLAN in the swarm.
   */
  'dataPathPort'?: (number);
  /**
   * VXLAN identifiers of the network: tells its packets from those of others.
   */
  'vnis'?: (number)[];
}

/**
 * Make ready for a task, and watch the wire. Answered with verification_prepared.
 */
export interface PrepareVerification__Output {
  /**
   * Names everything that is made for it. 16 lower case hexadecimal digits.
   */
  'verificationId': (string);
  /**
   * What is left of it is cleared away by the agent itself after this, whatever became of the coordinator. Milliseconds.
   */
  'lifetimeMs': (number);
  /**
   * UDP port of VXLAN in the swarm.
   */
  'dataPathPort': (number);
  /**
   * VXLAN identifiers of the network: tells its packets from those of others.
   */
  'vnis': (number)[];
}
