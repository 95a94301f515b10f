// Original file: proto/muster/agent/v1/verify.proto

import type { ProbeProgram as _muster_agent_v1_ProbeProgram, ProbeProgram__Output as _muster_agent_v1_ProbeProgram__Output } from '../../../muster/agent/v1/ProbeProgram.js';

/**
 * How a task runs on this host.
 */
export interface VerificationPrepared {
  /**
   * Where it is.
   */
  'program'?: (_muster_agent_v1_ProbeProgram | null);
  /**
   * Why the wire is not watched; empty = it is.
   */
  'wireMissing'?: (string);
}

/**
 * How a task runs on this host.
 */
export interface VerificationPrepared__Output {
  /**
   * Where it is.
   */
  'program': (_muster_agent_v1_ProbeProgram__Output | null);
  /**
   * Why the wire is not watched; empty = it is.
   */
  'wireMissing': (string);
}
