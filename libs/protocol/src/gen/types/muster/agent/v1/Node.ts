// Original file: proto/muster/agent/v1/facts.proto

import type { NodeRole as _muster_agent_v1_NodeRole, NodeRole__Output as _muster_agent_v1_NodeRole__Output } from '../../../muster/agent/v1/NodeRole.js';
import type { Availability as _muster_agent_v1_Availability, Availability__Output as _muster_agent_v1_Availability__Output } from '../../../muster/agent/v1/Availability.js';
import type { NodeState as _muster_agent_v1_NodeState, NodeState__Output as _muster_agent_v1_NodeState__Output } from '../../../muster/agent/v1/NodeState.js';
import type { ManagerStatus as _muster_agent_v1_ManagerStatus, ManagerStatus__Output as _muster_agent_v1_ManagerStatus__Output } from '../../../muster/agent/v1/ManagerStatus.js';

/**
 * One node as a manager sees it.
 */
export interface Node {
  /**
   * Docker's node id.
   */
  'nodeId'?: (string);
  /**
   * As the Engine reported it on joining.
   */
  'hostname'?: (string);
  /**
   * Desired role.
   */
  'role'?: (_muster_agent_v1_NodeRole);
  /**
   * Desired availability.
   */
  'availability'?: (_muster_agent_v1_Availability);
  /**
   * Seen state.
   */
  'state'?: (_muster_agent_v1_NodeState);
  /**
   * Address that the managers see it under.
   */
  'address'?: (string);
  /**
   * User labels of the node.
   */
  'labels'?: ({[key: string]: string});
  /**
   * `28.5.2`.
   */
  'engineVersion'?: (string);
  /**
   * Only for managers.
   */
  'manager'?: (_muster_agent_v1_ManagerStatus | null);
}

/**
 * One node as a manager sees it.
 */
export interface Node__Output {
  /**
   * Docker's node id.
   */
  'nodeId': (string);
  /**
   * As the Engine reported it on joining.
   */
  'hostname': (string);
  /**
   * Desired role.
   */
  'role': (_muster_agent_v1_NodeRole__Output);
  /**
   * Desired availability.
   */
  'availability': (_muster_agent_v1_Availability__Output);
  /**
   * Seen state.
   */
  'state': (_muster_agent_v1_NodeState__Output);
  /**
   * Address that the managers see it under.
   */
  'address': (string);
  /**
   * User labels of the node.
   */
  'labels': ({[key: string]: string});
  /**
   * `28.5.2`.
   */
  'engineVersion': (string);
  /**
   * Only for managers.
   */
  'manager': (_muster_agent_v1_ManagerStatus__Output | null);
}
