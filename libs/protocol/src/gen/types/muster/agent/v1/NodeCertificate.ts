// Original file: proto/muster/agent/v1/facts.proto


/**
 * When a node's certificate in its swarm is valid.
 */
export interface NodeCertificate {
  /**
   * RFC 3339.
   */
  'notBefore'?: (string);
  /**
   * RFC 3339.
   */
  'notAfter'?: (string);
}

/**
 * When a node's certificate in its swarm is valid.
 */
export interface NodeCertificate__Output {
  /**
   * RFC 3339.
   */
  'notBefore': (string);
  /**
   * RFC 3339.
   */
  'notAfter': (string);
}
