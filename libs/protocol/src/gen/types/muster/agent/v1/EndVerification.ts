// Original file: proto/muster/agent/v1/verify.proto


/**
 * On a manager: remove the services of this verification, and of all that are not kept. Answered without value.
 */
export interface EndVerification {
  /**
   * As started.
   */
  'verificationId'?: (string);
  /**
   * Ids of other verifications that go on.
   */
  'keep'?: (string)[];
}

/**
 * On a manager: remove the services of this verification, and of all that are not kept. Answered without value.
 */
export interface EndVerification__Output {
  /**
   * As started.
   */
  'verificationId': (string);
  /**
   * Ids of other verifications that go on.
   */
  'keep': (string)[];
}
