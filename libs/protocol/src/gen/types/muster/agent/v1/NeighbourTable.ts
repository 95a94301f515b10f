// Original file: proto/muster/agent/v1/facts.proto


/**
 * The kernel's IPv4 neighbours.
 */
export interface NeighbourTable {
  /**
   * gc_thresh3: entries beyond it are refused.
   */
  'limit'?: (number);
  /**
   * How many there are.
   */
  'entries'?: (number);
}

/**
 * The kernel's IPv4 neighbours.
 */
export interface NeighbourTable__Output {
  /**
   * gc_thresh3: entries beyond it are refused.
   */
  'limit': (number);
  /**
   * How many there are.
   */
  'entries': (number);
}
