// Original file: proto/muster/agent/v1/agent.proto


/**
 * The session is open.
 */
export interface Welcome {
  /**
   * Opaque, never persisted.
   */
  'sessionId'?: (string);
  /**
   * The agent sends something at least this often. Milliseconds; the coordinator gives it a jitter.
   */
  'heartbeatPeriodMs'?: (number);
  /**
   * The coordinator takes FactsDelta, and asks for facts by Resync. False: the agent tells its facts once, by itself.
   */
  'wantsChanges'?: (boolean);
}

/**
 * The session is open.
 */
export interface Welcome__Output {
  /**
   * Opaque, never persisted.
   */
  'sessionId': (string);
  /**
   * The agent sends something at least this often. Milliseconds; the coordinator gives it a jitter.
   */
  'heartbeatPeriodMs': (number);
  /**
   * The coordinator takes FactsDelta, and asks for facts by Resync. False: the agent tells its facts once, by itself.
   */
  'wantsChanges': (boolean);
}
