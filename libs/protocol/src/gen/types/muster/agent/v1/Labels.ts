// Original file: proto/muster/agent/v1/command.proto


/**
 * A set of labels, to tell "none" from "not said".
 */
export interface Labels {
  /**
   * The labels.
   */
  'values'?: ({[key: string]: string});
}

/**
 * A set of labels, to tell "none" from "not said".
 */
export interface Labels__Output {
  /**
   * The labels.
   */
  'values': ({[key: string]: string});
}
