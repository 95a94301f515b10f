// Original file: proto/muster/agent/v1/verify.proto


/**
 * A service with a virtual address, asked by name.
 */
export interface VipSeen {
  /**
   * What the name resolved to; empty = nothing.
   */
  'address'?: (string);
  /**
   * Whether a task answered there.
   */
  'answered'?: (boolean);
}

/**
 * A service with a virtual address, asked by name.
 */
export interface VipSeen__Output {
  /**
   * What the name resolved to; empty = nothing.
   */
  'address': (string);
  /**
   * Whether a task answered there.
   */
  'answered': (boolean);
}
