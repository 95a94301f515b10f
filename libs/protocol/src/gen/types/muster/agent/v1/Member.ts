// Original file: proto/muster/agent/v1/facts.proto

import type { NodeRole as _muster_agent_v1_NodeRole, NodeRole__Output as _muster_agent_v1_NodeRole__Output } from '../../../muster/agent/v1/NodeRole.js';
import type { RemoteManager as _muster_agent_v1_RemoteManager, RemoteManager__Output as _muster_agent_v1_RemoteManager__Output } from '../../../muster/agent/v1/RemoteManager.js';

/**
 * A node of a swarm.
 */
export interface Member {
  /**
   * Docker's node id.
   */
  'nodeId'?: (string);
  /**
   * As what.
   */
  'role'?: (_muster_agent_v1_NodeRole);
  /**
   * The node's address in its swarm.
   */
  'address'?: (string);
  /**
   * Managers that this node knows.
   */
  'managers'?: (_muster_agent_v1_RemoteManager)[];
  /**
   * Where its VXLAN packets go; empty = not known.
   */
  'dataPathAddress'?: (string);
}

/**
 * A node of a swarm.
 */
export interface Member__Output {
  /**
   * Docker's node id.
   */
  'nodeId': (string);
  /**
   * As what.
   */
  'role': (_muster_agent_v1_NodeRole__Output);
  /**
   * The node's address in its swarm.
   */
  'address': (string);
  /**
   * Managers that this node knows.
   */
  'managers': (_muster_agent_v1_RemoteManager__Output)[];
  /**
   * Where its VXLAN packets go; empty = not known.
   */
  'dataPathAddress': (string);
}
