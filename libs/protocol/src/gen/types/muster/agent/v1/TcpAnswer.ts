// Original file: proto/muster/agent/v1/check.proto

import type { TcpEnd as _muster_agent_v1_TcpEnd, TcpEnd__Output as _muster_agent_v1_TcpEnd__Output } from '../../../muster/agent/v1/TcpEnd.js';
import type { SwarmIdentity as _muster_agent_v1_SwarmIdentity, SwarmIdentity__Output as _muster_agent_v1_SwarmIdentity__Output } from '../../../muster/agent/v1/SwarmIdentity.js';

/**
 * One handshake.
 */
export interface TcpAnswer {
  /**
   * How it ended.
   */
  'end'?: (_muster_agent_v1_TcpEnd);
  /**
   * From SYN to SYN-ACK, microseconds.
   */
  'rttUs'?: (number);
  /**
   * Where it could not be reached: place of the errno in texts.
   */
  'errno'?: (number);
  /**
   * The agent there, which told its host's index.
   */
  'agent'?: (number);
  /**
   * A node of a swarm, by its certificate.
   */
  'swarm'?: (_muster_agent_v1_SwarmIdentity | null);
  /**
   * Somebody else, or nobody in particular: what was seen, as place in texts.
   */
  'unnamed'?: (number);
  /**
   * Who answered.
   */
  'peer'?: "agent"|"swarm"|"unnamed";
}

/**
 * One handshake.
 */
export interface TcpAnswer__Output {
  /**
   * How it ended.
   */
  'end': (_muster_agent_v1_TcpEnd__Output);
  /**
   * From SYN to SYN-ACK, microseconds.
   */
  'rttUs': (number);
  /**
   * Where it could not be reached: place of the errno in texts.
   */
  'errno': (number);
  /**
   * The agent there, which told its host's index.
   */
  'agent'?: (number);
  /**
   * A node of a swarm, by its certificate.
   */
  'swarm'?: (_muster_agent_v1_SwarmIdentity__Output | null);
  /**
   * Somebody else, or nobody in particular: what was seen, as place in texts.
   */
  'unnamed'?: (number);
  /**
   * Who answered.
   */
  'peer'?: "agent"|"swarm"|"unnamed";
}
