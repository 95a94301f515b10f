// Original file: proto/muster/agent/v1/facts.proto

import type { EngineFacts as _muster_agent_v1_EngineFacts, EngineFacts__Output as _muster_agent_v1_EngineFacts__Output } from '../../../muster/agent/v1/EngineFacts.js';
import type { Membership as _muster_agent_v1_Membership, Membership__Output as _muster_agent_v1_Membership__Output } from '../../../muster/agent/v1/Membership.js';
import type { NodeCertificate as _muster_agent_v1_NodeCertificate, NodeCertificate__Output as _muster_agent_v1_NodeCertificate__Output } from '../../../muster/agent/v1/NodeCertificate.js';
import type { Gone as _muster_agent_v1_Gone, Gone__Output as _muster_agent_v1_Gone__Output } from '../../../muster/agent/v1/Gone.js';
import type { SwarmDelta as _muster_agent_v1_SwarmDelta, SwarmDelta__Output as _muster_agent_v1_SwarmDelta__Output } from '../../../muster/agent/v1/SwarmDelta.js';
import type { Network as _muster_agent_v1_Network, Network__Output as _muster_agent_v1_Network__Output } from '../../../muster/agent/v1/Network.js';

/**
 * What changed in what one Engine says.
 */
export interface DockerDelta {
  /**
   * All of it.
   */
  'engine'?: (_muster_agent_v1_EngineFacts | null);
  /**
   * All of it.
   */
  'membership'?: (_muster_agent_v1_Membership | null);
  /**
   * The new one.
   */
  'newCertificate'?: (_muster_agent_v1_NodeCertificate | null);
  /**
   * There is none any more.
   */
  'noCertificate'?: (_muster_agent_v1_Gone | null);
  /**
   * What changed of the swarm; all of it where there was none.
   */
  'changedSwarm'?: (_muster_agent_v1_SwarmDelta | null);
  /**
   * This host does not see its swarm any more.
   */
  'noSwarm'?: (_muster_agent_v1_Gone | null);
  /**
   * New networks and those that changed, each whole.
   */
  'networks'?: (_muster_agent_v1_Network)[];
  /**
   * Ids of networks that are gone.
   */
  'removedNetworks'?: (string)[];
  /**
   * None: it stayed as it was.
   */
  'certificate'?: "newCertificate"|"noCertificate";
  /**
   * None: it stayed as it was.
   */
  'swarm'?: "changedSwarm"|"noSwarm";
}

/**
 * What changed in what one Engine says.
 */
export interface DockerDelta__Output {
  /**
   * All of it.
   */
  'engine': (_muster_agent_v1_EngineFacts__Output | null);
  /**
   * All of it.
   */
  'membership': (_muster_agent_v1_Membership__Output | null);
  /**
   * The new one.
   */
  'newCertificate'?: (_muster_agent_v1_NodeCertificate__Output | null);
  /**
   * There is none any more.
   */
  'noCertificate'?: (_muster_agent_v1_Gone__Output | null);
  /**
   * What changed of the swarm; all of it where there was none.
   */
  'changedSwarm'?: (_muster_agent_v1_SwarmDelta__Output | null);
  /**
   * This host does not see its swarm any more.
   */
  'noSwarm'?: (_muster_agent_v1_Gone__Output | null);
  /**
   * New networks and those that changed, each whole.
   */
  'networks': (_muster_agent_v1_Network__Output)[];
  /**
   * Ids of networks that are gone.
   */
  'removedNetworks': (string)[];
  /**
   * None: it stayed as it was.
   */
  'certificate'?: "newCertificate"|"noCertificate";
  /**
   * None: it stayed as it was.
   */
  'swarm'?: "changedSwarm"|"noSwarm";
}
