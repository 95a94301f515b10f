// Original file: proto/muster/agent/v1/facts.proto

import type { EngineFacts as _muster_agent_v1_EngineFacts, EngineFacts__Output as _muster_agent_v1_EngineFacts__Output } from '../../../muster/agent/v1/EngineFacts.js';
import type { Membership as _muster_agent_v1_Membership, Membership__Output as _muster_agent_v1_Membership__Output } from '../../../muster/agent/v1/Membership.js';
import type { Network as _muster_agent_v1_Network, Network__Output as _muster_agent_v1_Network__Output } from '../../../muster/agent/v1/Network.js';
import type { Swarm as _muster_agent_v1_Swarm, Swarm__Output as _muster_agent_v1_Swarm__Output } from '../../../muster/agent/v1/Swarm.js';
import type { NodeCertificate as _muster_agent_v1_NodeCertificate, NodeCertificate__Output as _muster_agent_v1_NodeCertificate__Output } from '../../../muster/agent/v1/NodeCertificate.js';

/**
 * What one Engine says in one look.
 */
export interface DockerFacts {
  /**
   * About itself.
   */
  'engine'?: (_muster_agent_v1_EngineFacts | null);
  /**
   * Its standing in a swarm.
   */
  'membership'?: (_muster_agent_v1_Membership | null);
  /**
   * All networks that it lists.
   */
  'networks'?: (_muster_agent_v1_Network)[];
  /**
   * Only from a manager.
   */
  'swarm'?: (_muster_agent_v1_Swarm | null);
  /**
   * Of a member; absent = not known.
   */
  'certificate'?: (_muster_agent_v1_NodeCertificate | null);
}

/**
 * What one Engine says in one look.
 */
export interface DockerFacts__Output {
  /**
   * About itself.
   */
  'engine': (_muster_agent_v1_EngineFacts__Output | null);
  /**
   * Its standing in a swarm.
   */
  'membership': (_muster_agent_v1_Membership__Output | null);
  /**
   * All networks that it lists.
   */
  'networks': (_muster_agent_v1_Network__Output)[];
  /**
   * Only from a manager.
   */
  'swarm': (_muster_agent_v1_Swarm__Output | null);
  /**
   * Of a member; absent = not known.
   */
  'certificate': (_muster_agent_v1_NodeCertificate__Output | null);
}
