// Original file: proto/muster/agent/v1/verify.proto


/**
 * Read what this host's task and its wire saw. Answered with verification_report.
 */
export interface CollectVerification {
  /**
   * As started.
   */
  'verificationId'?: (string);
}

/**
 * Read what this host's task and its wire saw. Answered with verification_report.
 */
export interface CollectVerification__Output {
  /**
   * As started.
   */
  'verificationId': (string);
}
