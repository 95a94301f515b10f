// Original file: proto/muster/agent/v1/facts.proto

import type { Node as _muster_agent_v1_Node, Node__Output as _muster_agent_v1_Node__Output } from '../../../muster/agent/v1/Node.js';
import type { Service as _muster_agent_v1_Service, Service__Output as _muster_agent_v1_Service__Output } from '../../../muster/agent/v1/Service.js';

/**
 * The swarm as one of its managers sees it.
 */
export interface Swarm {
  /**
   * Docker's cluster id.
   */
  'id'?: (string);
  /**
   * CIDR blocks for overlay subnets.
   */
  'addressPools'?: (string)[];
  /**
   * Prefix length of subnets cut from them.
   */
  'subnetSize'?: (number);
  /**
   * UDP port of VXLAN.
   */
  'dataPathPort'?: (number);
  /**
   * Managers need the unlock key after a restart.
   */
  'autolock'?: (boolean);
  /**
   * All nodes.
   */
  'nodes'?: (_muster_agent_v1_Node)[];
  /**
   * All services.
   */
  'services'?: (_muster_agent_v1_Service)[];
}

/**
 * The swarm as one of its managers sees it.
 */
export interface Swarm__Output {
  /**
   * Docker's cluster id.
   */
  'id': (string);
  /**
   * CIDR blocks for overlay subnets.
   */
  'addressPools': (string)[];
  /**
   * Prefix length of subnets cut from them.
   */
  'subnetSize': (number);
  /**
   * UDP port of VXLAN.
   */
  'dataPathPort': (number);
  /**
   * Managers need the unlock key after a restart.
   */
  'autolock': (boolean);
  /**
   * All nodes.
   */
  'nodes': (_muster_agent_v1_Node__Output)[];
  /**
   * All services.
   */
  'services': (_muster_agent_v1_Service__Output)[];
}
