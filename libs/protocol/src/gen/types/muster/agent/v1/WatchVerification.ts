// Original file: proto/muster/agent/v1/verify.proto


/**
 * On a manager: wait until every task runs or has failed. Answered with probe_tasks. Error `deadline` is none: tasks that
 * still wait then are told as such.
 */
export interface WatchVerification {
  /**
   * As started.
   */
  'verificationId'?: (string);
  /**
   * How long to wait at most. Milliseconds.
   */
  'waitMs'?: (number);
  /**
   * How many tasks there are to be.
   */
  'expected'?: (number);
}

/**
 * On a manager: wait until every task runs or has failed. Answered with probe_tasks. Error `deadline` is none: tasks that
 * still wait then are told as such.
 */
export interface WatchVerification__Output {
  /**
   * As started.
   */
  'verificationId': (string);
  /**
   * How long to wait at most. Milliseconds.
   */
  'waitMs': (number);
  /**
   * How many tasks there are to be.
   */
  'expected': (number);
}
