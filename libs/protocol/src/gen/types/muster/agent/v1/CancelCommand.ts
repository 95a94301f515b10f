// Original file: proto/muster/agent/v1/command.proto


/**
 * Stop a running command. It still answers, with `cancelled` or with what it had reached.
 */
export interface CancelCommand {
  /**
   * Id of the command.
   */
  'id'?: (string);
}

/**
 * Stop a running command. It still answers, with `cancelled` or with what it had reached.
 */
export interface CancelCommand__Output {
  /**
   * Id of the command.
   */
  'id': (string);
}
