// Original file: proto/muster/agent/v1/facts.proto

/**
 * State of a node as the managers see it.
 */
export const NodeState = {
  /**
   * Not said.
   */
  NODE_STATE_UNSPECIFIED: 'NODE_STATE_UNSPECIFIED',
  /**
   * Not heard of.
   */
  NODE_STATE_DOWN: 'NODE_STATE_DOWN',
  /**
   * Alive.
   */
  NODE_STATE_READY: 'NODE_STATE_READY',
  /**
   * Its manager lost it.
   */
  NODE_STATE_DISCONNECTED: 'NODE_STATE_DISCONNECTED',
} as const;

/**
 * State of a node as the managers see it.
 */
export type NodeState =
  /**
   * Not said.
   */
  | 'NODE_STATE_UNSPECIFIED'
  | 0
  /**
   * Not heard of.
   */
  | 'NODE_STATE_DOWN'
  | 1
  /**
   * Alive.
   */
  | 'NODE_STATE_READY'
  | 2
  /**
   * Its manager lost it.
   */
  | 'NODE_STATE_DISCONNECTED'
  | 3

/**
 * State of a node as the managers see it.
 */
export type NodeState__Output = typeof NodeState[keyof typeof NodeState]
