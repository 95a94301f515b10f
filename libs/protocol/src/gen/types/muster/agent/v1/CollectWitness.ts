// Original file: proto/muster/agent/v1/check.proto


/**
 * Answered with witness_collected; the witness is closed. Asked again within its lifetime, the answer is the same. Error
 * `not_found`: no such witness, or its time was over. `precondition`: it was missing; the message says why.
 */
export interface CollectWitness {
  /**
   * Names the witness.
   */
  'checkId'?: (string);
  /**
   * How many packets were sent to this host, of UDP and ESP. 0 = not known.
   */
  'expected'?: (number);
  /**
   * How long to wait while fewer have arrived. Milliseconds; 0 = not at all.
   */
  'patienceMs'?: (number);
}

/**
 * Answered with witness_collected; the witness is closed. Asked again within its lifetime, the answer is the same. Error
 * `not_found`: no such witness, or its time was over. `precondition`: it was missing; the message says why.
 */
export interface CollectWitness__Output {
  /**
   * Names the witness.
   */
  'checkId': (string);
  /**
   * How many packets were sent to this host, of UDP and ESP. 0 = not known.
   */
  'expected': (number);
  /**
   * How long to wait while fewer have arrived. Milliseconds; 0 = not at all.
   */
  'patienceMs': (number);
}
