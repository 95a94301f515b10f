// Original file: proto/muster/agent/v1/facts.proto


/**
 * An endpoint without a container.
 */
export interface Orphan {
  /**
   * Docker's id.
   */
  'endpointId'?: (string);
  /**
   * As the Engine calls it.
   */
  'name'?: (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv4Address'?: (string);
}

/**
 * An endpoint without a container.
 */
export interface Orphan__Output {
  /**
   * Docker's id.
   */
  'endpointId': (string);
  /**
   * As the Engine calls it.
   */
  'name': (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv4Address': (string);
}
