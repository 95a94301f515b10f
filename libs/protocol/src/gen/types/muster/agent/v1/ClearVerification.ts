// Original file: proto/muster/agent/v1/verify.proto


/**
 * Have nothing of it left on this host. Answered without value, also when nothing was there. Error `deadline` naming what
 * is still there: the agent tries again by itself.
 */
export interface ClearVerification {
  /**
   * As prepared.
   */
  'verificationId'?: (string);
}

/**
 * Have nothing of it left on this host. Answered without value, also when nothing was there. Error `deadline` naming what
 * is still there: the agent tries again by itself.
 */
export interface ClearVerification__Output {
  /**
   * As prepared.
   */
  'verificationId': (string);
}
