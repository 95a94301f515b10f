// Original file: proto/muster/agent/v1/verify.proto


/**
 * Clear away what is left of all verifications but these, on a manager their services too. Answered without value; what
 * cannot go yet, since something runs from it, goes later.
 */
export interface SweepVerifications {
  /**
   * Ids of verifications that go on.
   */
  'keep'?: (string)[];
}

/**
 * Clear away what is left of all verifications but these, on a manager their services too. Answered without value; what
 * cannot go yet, since something runs from it, goes later.
 */
export interface SweepVerifications__Output {
  /**
   * Ids of verifications that go on.
   */
  'keep': (string)[];
}
