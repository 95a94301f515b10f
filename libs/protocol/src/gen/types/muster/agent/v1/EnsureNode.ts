// Original file: proto/muster/agent/v1/command.proto

import type { NodeRole as _muster_agent_v1_NodeRole, NodeRole__Output as _muster_agent_v1_NodeRole__Output } from '../../../muster/agent/v1/NodeRole.js';
import type { Availability as _muster_agent_v1_Availability, Availability__Output as _muster_agent_v1_Availability__Output } from '../../../muster/agent/v1/Availability.js';
import type { Labels as _muster_agent_v1_Labels, Labels__Output as _muster_agent_v1_Labels__Output } from '../../../muster/agent/v1/Labels.js';

/**
 * Answered without value. Error `not_found`: no such node.
 */
export interface EnsureNode {
  /**
   * Docker's node id.
   */
  'nodeId'?: (string);
  /**
   * Unspecified = leave as it is.
   */
  'role'?: (_muster_agent_v1_NodeRole);
  /**
   * Unspecified = leave as it is.
   */
  'availability'?: (_muster_agent_v1_Availability);
  /**
   * Absent = leave as they are; else exactly these.
   */
  'labels'?: (_muster_agent_v1_Labels | null);
}

/**
 * Answered without value. Error `not_found`: no such node.
 */
export interface EnsureNode__Output {
  /**
   * Docker's node id.
   */
  'nodeId': (string);
  /**
   * Unspecified = leave as it is.
   */
  'role': (_muster_agent_v1_NodeRole__Output);
  /**
   * Unspecified = leave as it is.
   */
  'availability': (_muster_agent_v1_Availability__Output);
  /**
   * Absent = leave as they are; else exactly these.
   */
  'labels': (_muster_agent_v1_Labels__Output | null);
}
