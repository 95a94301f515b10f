// Original file: proto/muster/agent/v1/command.proto

import type { NodeRole as _muster_agent_v1_NodeRole, NodeRole__Output as _muster_agent_v1_NodeRole__Output } from '../../../muster/agent/v1/NodeRole.js';
import type { Manager as _muster_agent_v1_Manager, Manager__Output as _muster_agent_v1_Manager__Output } from '../../../muster/agent/v1/Manager.js';

/**
 * Answered without value once the Engine counts as a member. Waits first until gossip port 7946 is free. Error
 * `conflict`: in another swarm. `denied`: the token is not valid. `deadline`: not joined in time, and left again, which may
 * take 30 s more; the message says so if it could not leave.
 */
export interface EnsureJoined {
  /**
   * As what.
   */
  'role'?: (_muster_agent_v1_NodeRole);
  /**
   * Docker's SWMTKN-…; secret, kept in memory for this command only, never logged.
   */
  'joinToken'?: (string);
  /**
   * The swarm's managers, tried in this order.
   */
  'managers'?: (_muster_agent_v1_Manager)[];
  /**
   * Bound locally; empty = the Engine's default.
   */
  'listenAddress'?: (string);
  /**
   * What other members dial; empty = the Engine chooses.
   */
  'advertiseAddress'?: (string);
  /**
   * Where VXLAN is sent; empty = the advertise address.
   */
  'dataPathAddress'?: (string);
}

/**
 * Answered without value once the Engine counts as a member. Waits first until gossip port 7946 is free. Error
 * `conflict`: in another swarm. `denied`: the token is not valid. `deadline`: not joined in time, and left again, which may
 * take 30 s more; the message says so if it could not leave.
 */
export interface EnsureJoined__Output {
  /**
   * As what.
   */
  'role': (_muster_agent_v1_NodeRole__Output);
  /**
   * Docker's SWMTKN-…; secret, kept in memory for this command only, never logged.
   */
  'joinToken': (string);
  /**
   * The swarm's managers, tried in this order.
   */
  'managers': (_muster_agent_v1_Manager__Output)[];
  /**
   * Bound locally; empty = the Engine's default.
   */
  'listenAddress': (string);
  /**
   * What other members dial; empty = the Engine chooses.
   */
  'advertiseAddress': (string);
  /**
   * Where VXLAN is sent; empty = the advertise address.
   */
  'dataPathAddress': (string);
}
