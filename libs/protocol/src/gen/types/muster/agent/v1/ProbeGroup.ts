// Original file: proto/muster/agent/v1/verify.proto

import type { ProbeProgram as _muster_agent_v1_ProbeProgram, ProbeProgram__Output as _muster_agent_v1_ProbeProgram__Output } from '../../../muster/agent/v1/ProbeProgram.js';

/**
 * Hosts that run the same program.
 */
export interface ProbeGroup {
  /**
   * Which.
   */
  'program'?: (_muster_agent_v1_ProbeProgram | null);
  /**
   * Indexes of the hosts.
   */
  'hosts'?: (number)[];
}

/**
 * Hosts that run the same program.
 */
export interface ProbeGroup__Output {
  /**
   * Which.
   */
  'program': (_muster_agent_v1_ProbeProgram__Output | null);
  /**
   * Indexes of the hosts.
   */
  'hosts': (number)[];
}
