// Original file: proto/muster/agent/v1/facts.proto


/**
 * A host in the gossip of an overlay.
 */
export interface Peer {
  /**
   * Docker's peer name.
   */
  'name'?: (string);
  /**
   * Its data path address.
   */
  'address'?: (string);
}

/**
 * A host in the gossip of an overlay.
 */
export interface Peer__Output {
  /**
   * Docker's peer name.
   */
  'name': (string);
  /**
   * Its data path address.
   */
  'address': (string);
}
