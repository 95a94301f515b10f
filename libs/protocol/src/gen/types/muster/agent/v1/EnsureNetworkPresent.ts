// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered with network. Error `conflict` when one of that name exists with other properties (the message says which).
 */
export interface EnsureNetworkPresent {
  /**
   * Name in the swarm.
   */
  'name'?: (string);
  /**
   * Standalone containers may join; else services only.
   */
  'attachable'?: (boolean);
  /**
   * No way out.
   */
  'internal'?: (boolean);
  /**
   * IPsec between hosts.
   */
  'encrypted'?: (boolean);
  /**
   * CIDR; none = the Engine chooses.
   */
  'subnets'?: (string)[];
  /**
   * Bytes; 0 = the Engine's default.
   */
  'mtu'?: (number);
  /**
   * User labels.
   */
  'labels'?: ({[key: string]: string});
}

/**
 * Answered with network. Error `conflict` when one of that name exists with other properties (the message says which).
 */
export interface EnsureNetworkPresent__Output {
  /**
   * Name in the swarm.
   */
  'name': (string);
  /**
   * Standalone containers may join; else services only.
   */
  'attachable': (boolean);
  /**
   * No way out.
   */
  'internal': (boolean);
  /**
   * IPsec between hosts.
   */
  'encrypted': (boolean);
  /**
   * CIDR; none = the Engine chooses.
   */
  'subnets': (string)[];
  /**
   * Bytes; 0 = the Engine's default.
   */
  'mtu': (number);
  /**
   * User labels.
   */
  'labels': ({[key: string]: string});
}
