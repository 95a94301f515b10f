// Original file: proto/muster/agent/v1/check.proto

/**
 * Where a witness counts.
 */
export const WitnessPoint = {
  /**
   * Not said.
   */
  WITNESS_POINT_UNSPECIFIED: 'WITNESS_POINT_UNSPECIFIED',
  /**
   * At the source, before its rules.
   */
  WITNESS_POINT_SENT: 'WITNESS_POINT_SENT',
  /**
   * At the source, after its rules.
   */
  WITNESS_POINT_LEFT: 'WITNESS_POINT_LEFT',
  /**
   * At the destination, before its rules.
   */
  WITNESS_POINT_ARRIVED: 'WITNESS_POINT_ARRIVED',
  /**
   * At the destination, after its rules.
   */
  WITNESS_POINT_PASSED: 'WITNESS_POINT_PASSED',
} as const;

/**
 * Where a witness counts.
 */
export type WitnessPoint =
  /**
   * Not said.
   */
  | 'WITNESS_POINT_UNSPECIFIED'
  | 0
  /**
   * At the source, before its rules.
   */
  | 'WITNESS_POINT_SENT'
  | 1
  /**
   * At the source, after its rules.
   */
  | 'WITNESS_POINT_LEFT'
  | 2
  /**
   * At the destination, before its rules.
   */
  | 'WITNESS_POINT_ARRIVED'
  | 3
  /**
   * At the destination, after its rules.
   */
  | 'WITNESS_POINT_PASSED'
  | 4

/**
 * Where a witness counts.
 */
export type WitnessPoint__Output = typeof WitnessPoint[keyof typeof WitnessPoint]
