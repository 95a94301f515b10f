// Original file: proto/muster/agent/v1/facts.proto

import type { Presence as _muster_agent_v1_Presence, Presence__Output as _muster_agent_v1_Presence__Output } from '../../../muster/agent/v1/Presence.js';

/**
 * Something that overlays need of the kernel.
 */
export interface Capability {
  /**
   * `vxlan`, `esp`, … Names that a peer does not know are none of its concern.
   */
  'name'?: (string);
  /**
   * Whether the kernel has it, or a module for it.
   */
  'state'?: (_muster_agent_v1_Presence);
  /**
   * Where that was seen.
   */
  'how'?: (string);
}

/**
 * Something that overlays need of the kernel.
 */
export interface Capability__Output {
  /**
   * `vxlan`, `esp`, … Names that a peer does not know are none of its concern.
   */
  'name': (string);
  /**
   * Whether the kernel has it, or a module for it.
   */
  'state': (_muster_agent_v1_Presence__Output);
  /**
   * Where that was seen.
   */
  'how': (string);
}
