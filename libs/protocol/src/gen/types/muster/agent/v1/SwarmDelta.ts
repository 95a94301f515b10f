// Original file: proto/muster/agent/v1/facts.proto

import type { Swarm as _muster_agent_v1_Swarm, Swarm__Output as _muster_agent_v1_Swarm__Output } from '../../../muster/agent/v1/Swarm.js';
import type { Node as _muster_agent_v1_Node, Node__Output as _muster_agent_v1_Node__Output } from '../../../muster/agent/v1/Node.js';
import type { Service as _muster_agent_v1_Service, Service__Output as _muster_agent_v1_Service__Output } from '../../../muster/agent/v1/Service.js';

/**
 * What changed of a swarm.
 */
export interface SwarmDelta {
  /**
   * All settings, without nodes and services; absent = they stayed as they were.
   */
  'settings'?: (_muster_agent_v1_Swarm | null);
  /**
   * New nodes and those that changed, each whole.
   */
  'nodes'?: (_muster_agent_v1_Node)[];
  /**
   * Node ids.
   */
  'removedNodes'?: (string)[];
  /**
   * New services and those that changed, each whole.
   */
  'services'?: (_muster_agent_v1_Service)[];
  /**
   * Service ids.
   */
  'removedServices'?: (string)[];
}

/**
 * What changed of a swarm.
 */
export interface SwarmDelta__Output {
  /**
   * All settings, without nodes and services; absent = they stayed as they were.
   */
  'settings': (_muster_agent_v1_Swarm__Output | null);
  /**
   * New nodes and those that changed, each whole.
   */
  'nodes': (_muster_agent_v1_Node__Output)[];
  /**
   * Node ids.
   */
  'removedNodes': (string)[];
  /**
   * New services and those that changed, each whole.
   */
  'services': (_muster_agent_v1_Service__Output)[];
  /**
   * Service ids.
   */
  'removedServices': (string)[];
}
