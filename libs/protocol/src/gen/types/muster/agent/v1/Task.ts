// Original file: proto/muster/agent/v1/facts.proto


/**
 * Which task a container runs.
 */
export interface Task {
  /**
   * Docker's id.
   */
  'taskId'?: (string);
  /**
   * Of its service.
   */
  'serviceId'?: (string);
  /**
   * Its service's name.
   */
  'service'?: (string);
}

/**
 * Which task a container runs.
 */
export interface Task__Output {
  /**
   * Docker's id.
   */
  'taskId': (string);
  /**
   * Of its service.
   */
  'serviceId': (string);
  /**
   * Its service's name.
   */
  'service': (string);
}
