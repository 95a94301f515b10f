// Original file: proto/muster/agent/v1/agent.proto

import type { Hello as _muster_agent_v1_Hello, Hello__Output as _muster_agent_v1_Hello__Output } from '../../../muster/agent/v1/Hello.js';
import type { CommandResult as _muster_agent_v1_CommandResult, CommandResult__Output as _muster_agent_v1_CommandResult__Output } from '../../../muster/agent/v1/CommandResult.js';
import type { HostFacts as _muster_agent_v1_HostFacts, HostFacts__Output as _muster_agent_v1_HostFacts__Output } from '../../../muster/agent/v1/HostFacts.js';
import type { Heartbeat as _muster_agent_v1_Heartbeat, Heartbeat__Output as _muster_agent_v1_Heartbeat__Output } from '../../../muster/agent/v1/Heartbeat.js';
import type { FactsDelta as _muster_agent_v1_FactsDelta, FactsDelta__Output as _muster_agent_v1_FactsDelta__Output } from '../../../muster/agent/v1/FactsDelta.js';

/**
 * From the agent.
 */
export interface SessionRequest {
  /**
   * First, and only once.
   */
  'hello'?: (_muster_agent_v1_Hello | null);
  /**
   * The answer to a command.
   */
  'result'?: (_muster_agent_v1_CommandResult | null);
  /**
   * Everything that the agent saw: asked for by Resync, or by a look of its own.
   */
  'facts'?: (_muster_agent_v1_HostFacts | null);
  /**
   * Nothing to say, but alive.
   */
  'heartbeat'?: (_muster_agent_v1_Heartbeat | null);
  /**
   * What changed since; only where Welcome asks for it.
   */
  'delta'?: (_muster_agent_v1_FactsDelta | null);
  /**
   * Exactly one.
   */
  'message'?: "hello"|"result"|"facts"|"heartbeat"|"delta";
}

/**
 * From the agent.
 */
export interface SessionRequest__Output {
  /**
   * First, and only once.
   */
  'hello'?: (_muster_agent_v1_Hello__Output | null);
  /**
   * The answer to a command.
   */
  'result'?: (_muster_agent_v1_CommandResult__Output | null);
  /**
   * Everything that the agent saw: asked for by Resync, or by a look of its own.
   */
  'facts'?: (_muster_agent_v1_HostFacts__Output | null);
  /**
   * Nothing to say, but alive.
   */
  'heartbeat'?: (_muster_agent_v1_Heartbeat__Output | null);
  /**
   * What changed since; only where Welcome asks for it.
   */
  'delta'?: (_muster_agent_v1_FactsDelta__Output | null);
  /**
   * Exactly one.
   */
  'message'?: "hello"|"result"|"facts"|"heartbeat"|"delta";
}
