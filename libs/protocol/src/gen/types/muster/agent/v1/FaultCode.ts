// Original file: proto/muster/agent/v1/command.proto

/**
 * Mirrors the codes of libs/kernel.
 */
export const FaultCode = {
  /**
   * Not said.
   */
  FAULT_CODE_UNSPECIFIED: 'FAULT_CODE_UNSPECIFIED',
  /**
   * Malformed request.
   */
  FAULT_CODE_INVALID: 'FAULT_CODE_INVALID',
  /**
   * The thing named does not exist.
   */
  FAULT_CODE_NOT_FOUND: 'FAULT_CODE_NOT_FOUND',
  /**
   * It exists, but otherwise.
   */
  FAULT_CODE_CONFLICT: 'FAULT_CODE_CONFLICT',
  /**
   * Not in the state that is needed.
   */
  FAULT_CODE_PRECONDITION: 'FAULT_CODE_PRECONDITION',
  /**
   * The Engine cannot be reached now.
   */
  FAULT_CODE_UNAVAILABLE: 'FAULT_CODE_UNAVAILABLE',
  /**
   * Stopped waiting; what happens next is unknown.
   */
  FAULT_CODE_DEADLINE: 'FAULT_CODE_DEADLINE',
  /**
   * Withdrawn.
   */
  FAULT_CODE_CANCELLED: 'FAULT_CODE_CANCELLED',
  /**
   * Credentials refused.
   */
  FAULT_CODE_DENIED: 'FAULT_CODE_DENIED',
  /**
   * This engine or agent cannot.
   */
  FAULT_CODE_UNSUPPORTED: 'FAULT_CODE_UNSUPPORTED',
  /**
   * A bound was reached.
   */
  FAULT_CODE_EXHAUSTED: 'FAULT_CODE_EXHAUSTED',
  /**
   * A defect.
   */
  FAULT_CODE_INTERNAL: 'FAULT_CODE_INTERNAL',
} as const;

/**
 * Mirrors the codes of libs/kernel.
 */
export type FaultCode =
  /**
   * Not said.
   */
  | 'FAULT_CODE_UNSPECIFIED'
  | 0
  /**
   * Malformed request.
   */
  | 'FAULT_CODE_INVALID'
  | 1
  /**
   * The thing named does not exist.
   */
  | 'FAULT_CODE_NOT_FOUND'
  | 2
  /**
   * It exists, but otherwise.
   */
  | 'FAULT_CODE_CONFLICT'
  | 3
  /**
   * Not in the state that is needed.
   */
  | 'FAULT_CODE_PRECONDITION'
  | 4
  /**
   * The Engine cannot be reached now.
   */
  | 'FAULT_CODE_UNAVAILABLE'
  | 5
  /**
   * Stopped waiting; what happens next is unknown.
   */
  | 'FAULT_CODE_DEADLINE'
  | 6
  /**
   * Withdrawn.
   */
  | 'FAULT_CODE_CANCELLED'
  | 7
  /**
   * Credentials refused.
   */
  | 'FAULT_CODE_DENIED'
  | 8
  /**
   * This engine or agent cannot.
   */
  | 'FAULT_CODE_UNSUPPORTED'
  | 9
  /**
   * A bound was reached.
   */
  | 'FAULT_CODE_EXHAUSTED'
  | 10
  /**
   * A defect.
   */
  | 'FAULT_CODE_INTERNAL'
  | 11

/**
 * Mirrors the codes of libs/kernel.
 */
export type FaultCode__Output = typeof FaultCode[keyof typeof FaultCode]
