// Original file: proto/muster/agent/v1/facts.proto

/**
 * Whether a node takes tasks.
 */
export const Availability = {
  /**
   * Not said.
   */
  AVAILABILITY_UNSPECIFIED: 'AVAILABILITY_UNSPECIFIED',
  /**
   * Takes tasks.
   */
  AVAILABILITY_ACTIVE: 'AVAILABILITY_ACTIVE',
  /**
   * Takes no new tasks.
   */
  AVAILABILITY_PAUSE: 'AVAILABILITY_PAUSE',
  /**
   * Gives its tasks away.
   */
  AVAILABILITY_DRAIN: 'AVAILABILITY_DRAIN',
} as const;

/**
 * Whether a node takes tasks.
 */
export type Availability =
  /**
   * Not said.
   */
  | 'AVAILABILITY_UNSPECIFIED'
  | 0
  /**
   * Takes tasks.
   */
  | 'AVAILABILITY_ACTIVE'
  | 1
  /**
   * Takes no new tasks.
   */
  | 'AVAILABILITY_PAUSE'
  | 2
  /**
   * Gives its tasks away.
   */
  | 'AVAILABILITY_DRAIN'
  | 3

/**
 * Whether a node takes tasks.
 */
export type Availability__Output = typeof Availability[keyof typeof Availability]
