// Original file: proto/muster/agent/v1/facts.proto


/**
 * A container's place on a network.
 */
export interface Attachment {
  /**
   * Docker's container id.
   */
  'containerId'?: (string);
  /**
   * Container name.
   */
  'name'?: (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv4Address'?: (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv6Address'?: (string);
  /**
   * Colon-separated.
   */
  'macAddress'?: (string);
}

/**
 * A container's place on a network.
 */
export interface Attachment__Output {
  /**
   * Docker's container id.
   */
  'containerId': (string);
  /**
   * Container name.
   */
  'name': (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv4Address': (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv6Address': (string);
  /**
   * Colon-separated.
   */
  'macAddress': (string);
}
