// Original file: proto/muster/agent/v1/verify.proto


/**
 * Tell this host's task that all run, and wait until it has sent all it has. Answered without value.
 */
export interface AwaitVerification {
  /**
   * As started.
   */
  'verificationId'?: (string);
}

/**
 * Tell this host's task that all run, and wait until it has sent all it has. Answered without value.
 */
export interface AwaitVerification__Output {
  /**
   * As started.
   */
  'verificationId': (string);
}
