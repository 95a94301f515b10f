// Original file: proto/muster/agent/v1/facts.proto

/**
 * Role of a node.
 */
export const NodeRole = {
  /**
   * Not said.
   */
  NODE_ROLE_UNSPECIFIED: 'NODE_ROLE_UNSPECIFIED',
  /**
   * Takes part in raft.
   */
  NODE_ROLE_MANAGER: 'NODE_ROLE_MANAGER',
  /**
   * Runs tasks only.
   */
  NODE_ROLE_WORKER: 'NODE_ROLE_WORKER',
} as const;

/**
 * Role of a node.
 */
export type NodeRole =
  /**
   * Not said.
   */
  | 'NODE_ROLE_UNSPECIFIED'
  | 0
  /**
   * Takes part in raft.
   */
  | 'NODE_ROLE_MANAGER'
  | 1
  /**
   * Runs tasks only.
   */
  | 'NODE_ROLE_WORKER'
  | 2

/**
 * Role of a node.
 */
export type NodeRole__Output = typeof NodeRole[keyof typeof NodeRole]
