// Original file: proto/muster/agent/v1/command.proto

import type { NodeRole as _muster_agent_v1_NodeRole, NodeRole__Output as _muster_agent_v1_NodeRole__Output } from '../../../muster/agent/v1/NodeRole.js';

/**
 * Answered with join_token.
 */
export interface FetchJoinToken {
  /**
   * For which role.
   */
  'role'?: (_muster_agent_v1_NodeRole);
}

/**
 * Answered with join_token.
 */
export interface FetchJoinToken__Output {
  /**
   * For which role.
   */
  'role': (_muster_agent_v1_NodeRole__Output);
}
