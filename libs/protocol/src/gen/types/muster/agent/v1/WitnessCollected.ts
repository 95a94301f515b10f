// Original file: proto/muster/agent/v1/check.proto

import type { TallyGroup as _muster_agent_v1_TallyGroup, TallyGroup__Output as _muster_agent_v1_TallyGroup__Output } from '../../../muster/agent/v1/TallyGroup.js';
import type { SynGroup as _muster_agent_v1_SynGroup, SynGroup__Output as _muster_agent_v1_SynGroup__Output } from '../../../muster/agent/v1/SynGroup.js';
import type { SizeGroup as _muster_agent_v1_SizeGroup, SizeGroup__Output as _muster_agent_v1_SizeGroup__Output } from '../../../muster/agent/v1/SizeGroup.js';
import type { RefusalSeen as _muster_agent_v1_RefusalSeen, RefusalSeen__Output as _muster_agent_v1_RefusalSeen__Output } from '../../../muster/agent/v1/RefusalSeen.js';
import type { FirewallRule as _muster_agent_v1_FirewallRule, FirewallRule__Output as _muster_agent_v1_FirewallRule__Output } from '../../../muster/agent/v1/FirewallRule.js';
import type { ProbeStopped as _muster_agent_v1_ProbeStopped, ProbeStopped__Output as _muster_agent_v1_ProbeStopped__Output } from '../../../muster/agent/v1/ProbeStopped.js';

/**
 * What one witness saw.
 */
export interface WitnessCollected {
  /**
   * Texts that are referred to by their place here, from 1: addresses, and how somebody refused.
   */
  'texts'?: (string)[];
  /**
   * Probes.
   */
  'tallies'?: (_muster_agent_v1_TallyGroup)[];
  /**
   * TCP SYNs.
   */
  'syns'?: (_muster_agent_v1_SynGroup)[];
  /**
   * Packets with DF set that arrived whole.
   */
  'sizes'?: (_muster_agent_v1_SizeGroup)[];
  /**
   * Refusals that reached this host.
   */
  'refusals'?: (_muster_agent_v1_RefusalSeen)[];
  /**
   * Rules that `stopped` refers to by their place here, from 0.
   */
  'rules'?: (_muster_agent_v1_FirewallRule)[];
  /**
   * Probes that met their end here.
   */
  'stopped'?: (_muster_agent_v1_ProbeStopped)[];
  /**
   * Only what arrived was counted: that nothing of what left is here says nothing.
   */
  'arrivalsOnly'?: (boolean);
}

/**
 * What one witness saw.
 */
export interface WitnessCollected__Output {
  /**
   * Texts that are referred to by their place here, from 1: addresses, and how somebody refused.
   */
  'texts': (string)[];
  /**
   * Probes.
   */
  'tallies': (_muster_agent_v1_TallyGroup__Output)[];
  /**
   * TCP SYNs.
   */
  'syns': (_muster_agent_v1_SynGroup__Output)[];
  /**
   * Packets with DF set that arrived whole.
   */
  'sizes': (_muster_agent_v1_SizeGroup__Output)[];
  /**
   * Refusals that reached this host.
   */
  'refusals': (_muster_agent_v1_RefusalSeen__Output)[];
  /**
   * Rules that `stopped` refers to by their place here, from 0.
   */
  'rules': (_muster_agent_v1_FirewallRule__Output)[];
  /**
   * Probes that met their end here.
   */
  'stopped': (_muster_agent_v1_ProbeStopped__Output)[];
  /**
   * Only what arrived was counted: that nothing of what left is here says nothing.
   */
  'arrivalsOnly': (boolean);
}
