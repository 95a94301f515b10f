// Original file: proto/muster/agent/v1/agent.proto


/**
 * Who dials.
 */
export interface Hello {
  /**
   * The host's name, as specs use it. 1 to 63 characters of a-z, 0-9, '-' and '.'.
   */
  'host'?: (string);
  /**
   * The agent's own version, semver.
   */
  'agentVersion'?: (string);
  /**
   * Version of this contract that the agent speaks; now 1.
   */
  'protocolVersion'?: (number);
  /**
   * Changes with every boot of the host; empty when the host does not tell.
   */
  'bootId'?: (string);
  /**
   * Changes with every start of the agent: tells a restarted agent from a reconnecting one.
   */
  'instanceId'?: (string);
  /**
   * The agent waits with its facts for Resync, and sends FactsDelta, where Welcome asks for it.
   */
  'reportsChanges'?: (boolean);
}

/**
 * Who dials.
 */
export interface Hello__Output {
  /**
   * The host's name, as specs use it. 1 to 63 characters of a-z, 0-9, '-' and '.'.
   */
  'host': (string);
  /**
   * The agent's own version, semver.
   */
  'agentVersion': (string);
  /**
   * Version of this contract that the agent speaks; now 1.
   */
  'protocolVersion': (number);
  /**
   * Changes with every boot of the host; empty when the host does not tell.
   */
  'bootId': (string);
  /**
   * Changes with every start of the agent: tells a restarted agent from a reconnecting one.
   */
  'instanceId': (string);
  /**
   * The agent waits with its facts for Resync, and sends FactsDelta, where Welcome asks for it.
   */
  'reportsChanges': (boolean);
}
