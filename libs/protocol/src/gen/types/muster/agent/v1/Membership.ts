// Original file: proto/muster/agent/v1/facts.proto

import type { NoMembership as _muster_agent_v1_NoMembership, NoMembership__Output as _muster_agent_v1_NoMembership__Output } from '../../../muster/agent/v1/NoMembership.js';
import type { Member as _muster_agent_v1_Member, Member__Output as _muster_agent_v1_Member__Output } from '../../../muster/agent/v1/Member.js';

/**
 * A host's standing in a swarm.
 */
export interface Membership {
  /**
   * In no swarm.
   */
  'none'?: (_muster_agent_v1_NoMembership | null);
  /**
   * The Engine still tries; the text says what it reports.
   */
  'joining'?: (string);
  /**
   * In a swarm.
   */
  'member'?: (_muster_agent_v1_Member | null);
  /**
   * In a swarm by its own record, but unable to take part; the text says why.
   */
  'broken'?: (string);
  /**
   * The Engine said something that the agent cannot read; the text says what.
   */
  'unknown'?: (string);
  /**
   * Exactly one.
   */
  'kind'?: "none"|"joining"|"member"|"broken"|"unknown";
}

/**
 * A host's standing in a swarm.
 */
export interface Membership__Output {
  /**
   * In no swarm.
   */
  'none'?: (_muster_agent_v1_NoMembership__Output | null);
  /**
   * The Engine still tries; the text says what it reports.
   */
  'joining'?: (string);
  /**
   * In a swarm.
   */
  'member'?: (_muster_agent_v1_Member__Output | null);
  /**
   * In a swarm by its own record, but unable to take part; the text says why.
   */
  'broken'?: (string);
  /**
   * The Engine said something that the agent cannot read; the text says what.
   */
  'unknown'?: (string);
  /**
   * Exactly one.
   */
  'kind'?: "none"|"joining"|"member"|"broken"|"unknown";
}
