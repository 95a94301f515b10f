// Original file: proto/muster/agent/v1/agent.proto

import type { Welcome as _muster_agent_v1_Welcome, Welcome__Output as _muster_agent_v1_Welcome__Output } from '../../../muster/agent/v1/Welcome.js';
import type { Command as _muster_agent_v1_Command, Command__Output as _muster_agent_v1_Command__Output } from '../../../muster/agent/v1/Command.js';
import type { CancelCommand as _muster_agent_v1_CancelCommand, CancelCommand__Output as _muster_agent_v1_CancelCommand__Output } from '../../../muster/agent/v1/CancelCommand.js';
import type { Resync as _muster_agent_v1_Resync, Resync__Output as _muster_agent_v1_Resync__Output } from '../../../muster/agent/v1/Resync.js';

/**
 * From the coordinator.
 */
export interface SessionResponse {
  /**
   * First, and only once.
   */
  'welcome'?: (_muster_agent_v1_Welcome | null);
  /**
   * Something to do.
   */
  'command'?: (_muster_agent_v1_Command | null);
  /**
   * Stop what the command with this id does, if it still runs.
   */
  'cancel'?: (_muster_agent_v1_CancelCommand | null);
  /**
   * Tell everything again. Only to an agent whose Hello says that it reports changes.
   */
  'resync'?: (_muster_agent_v1_Resync | null);
  /**
   * Exactly one.
   */
  'message'?: "welcome"|"command"|"cancel"|"resync";
}

/**
 * From the coordinator.
 */
export interface SessionResponse__Output {
  /**
   * First, and only once.
   */
  'welcome'?: (_muster_agent_v1_Welcome__Output | null);
  /**
   * Something to do.
   */
  'command'?: (_muster_agent_v1_Command__Output | null);
  /**
   * Stop what the command with this id does, if it still runs.
   */
  'cancel'?: (_muster_agent_v1_CancelCommand__Output | null);
  /**
   * Tell everything again. Only to an agent whose Hello says that it reports changes.
   */
  'resync'?: (_muster_agent_v1_Resync__Output | null);
  /**
   * Exactly one.
   */
  'message'?: "welcome"|"command"|"cancel"|"resync";
}
