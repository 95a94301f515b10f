// Original file: proto/muster/agent/v1/command.proto


/**
 * On the containers' own host. Answered without value; those that are not on the network are passed over. Error
 * `precondition`, before anything is done: one of them belongs to a service.
 */
export interface EnsureDisconnected {
  /**
   * Name of the network.
   */
  'network'?: (string);
  /**
   * Docker's container ids.
   */
  'containers'?: (string)[];
}

/**
 * On the containers' own host. Answered without value; those that are not on the network are passed over. Error
 * `precondition`, before anything is done: one of them belongs to a service.
 */
export interface EnsureDisconnected__Output {
  /**
   * Name of the network.
   */
  'network': (string);
  /**
   * Docker's container ids.
   */
  'containers': (string)[];
}
