// Original file: proto/muster/agent/v1/check.proto

import type { SentGroup as _muster_agent_v1_SentGroup, SentGroup__Output as _muster_agent_v1_SentGroup__Output } from '../../../muster/agent/v1/SentGroup.js';
import type { SizeGroup as _muster_agent_v1_SizeGroup, SizeGroup__Output as _muster_agent_v1_SizeGroup__Output } from '../../../muster/agent/v1/SizeGroup.js';

/**
 * What one source did.
 */
export interface ProbesSent {
  /**
   * Texts that are referred to by their place here, from 1.
   */
  'texts'?: (string)[];
  /**
   * One row for each target and port.
   */
  'groups'?: (_muster_agent_v1_SentGroup)[];
  /**
   * Packets of each size that left with DF set, or, where the witness counts only arrivals, that the kernel took.
   */
  'sizes'?: (_muster_agent_v1_SizeGroup)[];
}

/**
 * What one source did.
 */
export interface ProbesSent__Output {
  /**
   * Texts that are referred to by their place here, from 1.
   */
  'texts': (string)[];
  /**
   * One row for each target and port.
   */
  'groups': (_muster_agent_v1_SentGroup__Output)[];
  /**
   * Packets of each size that left with DF set, or, where the witness counts only arrivals, that the kernel took.
   */
  'sizes': (_muster_agent_v1_SizeGroup__Output)[];
}
