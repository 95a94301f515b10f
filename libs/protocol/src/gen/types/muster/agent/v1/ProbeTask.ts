// Original file: proto/muster/agent/v1/verify.proto


/**
 * One task.
 */
export interface ProbeTask {
  /**
   * Docker's id of its node.
   */
  'nodeId'?: (string);
  /**
   * Whether it runs.
   */
  'running'?: (boolean);
  /**
   * The Engine's own words for how it stands.
   */
  'detail'?: (string);
}

/**
 * One task.
 */
export interface ProbeTask__Output {
  /**
   * Docker's id of its node.
   */
  'nodeId': (string);
  /**
   * Whether it runs.
   */
  'running': (boolean);
  /**
   * The Engine's own words for how it stands.
   */
  'detail': (string);
}
