// Original file: proto/muster/agent/v1/command.proto

import type { Done as _muster_agent_v1_Done, Done__Output as _muster_agent_v1_Done__Output } from '../../../muster/agent/v1/Done.js';
import type { Fault as _muster_agent_v1_Fault, Fault__Output as _muster_agent_v1_Fault__Output } from '../../../muster/agent/v1/Fault.js';
import type { HostFacts as _muster_agent_v1_HostFacts, HostFacts__Output as _muster_agent_v1_HostFacts__Output } from '../../../muster/agent/v1/HostFacts.js';
import type { Network as _muster_agent_v1_Network, Network__Output as _muster_agent_v1_Network__Output } from '../../../muster/agent/v1/Network.js';
import type { WitnessOpened as _muster_agent_v1_WitnessOpened, WitnessOpened__Output as _muster_agent_v1_WitnessOpened__Output } from '../../../muster/agent/v1/WitnessOpened.js';
import type { ProbesSent as _muster_agent_v1_ProbesSent, ProbesSent__Output as _muster_agent_v1_ProbesSent__Output } from '../../../muster/agent/v1/ProbesSent.js';
import type { WitnessCollected as _muster_agent_v1_WitnessCollected, WitnessCollected__Output as _muster_agent_v1_WitnessCollected__Output } from '../../../muster/agent/v1/WitnessCollected.js';
import type { VerificationPrepared as _muster_agent_v1_VerificationPrepared, VerificationPrepared__Output as _muster_agent_v1_VerificationPrepared__Output } from '../../../muster/agent/v1/VerificationPrepared.js';
import type { ProbeTasks as _muster_agent_v1_ProbeTasks, ProbeTasks__Output as _muster_agent_v1_ProbeTasks__Output } from '../../../muster/agent/v1/ProbeTasks.js';
import type { VerificationReport as _muster_agent_v1_VerificationReport, VerificationReport__Output as _muster_agent_v1_VerificationReport__Output } from '../../../muster/agent/v1/VerificationReport.js';

/**
 * The answer to one command.
 */
export interface CommandResult {
  /**
   * Id of the command.
   */
  'id'?: (string);
  /**
   * Whether anything was changed on the host. False when it was so already.
   */
  'changed'?: (boolean);
  /**
   * Done, and there is nothing to tell.
   */
  'done'?: (_muster_agent_v1_Done | null);
  /**
   * Not done, or not known to be done.
   */
  'fault'?: (_muster_agent_v1_Fault | null);
  /**
   * CollectFacts.
   */
  'facts'?: (_muster_agent_v1_HostFacts | null);
  /**
   * FetchJoinToken. Secret: never logged or stored.
   */
  'joinToken'?: (string);
  /**
   * EnsureNetworkPresent.
   */
  'network'?: (_muster_agent_v1_Network | null);
  /**
   * OpenWitness.
   */
  'witnessOpened'?: (_muster_agent_v1_WitnessOpened | null);
  /**
   * SendProbes.
   */
  'probesSent'?: (_muster_agent_v1_ProbesSent | null);
  /**
   * CollectWitness.
   */
  'witnessCollected'?: (_muster_agent_v1_WitnessCollected | null);
  /**
   * PrepareVerification.
   */
  'verificationPrepared'?: (_muster_agent_v1_VerificationPrepared | null);
  /**
   * WatchVerification.
   */
  'probeTasks'?: (_muster_agent_v1_ProbeTasks | null);
  /**
   * CollectVerification.
   */
  'verificationReport'?: (_muster_agent_v1_VerificationReport | null);
  /**
   * Exactly one.
   */
  'outcome'?: "done"|"fault"|"facts"|"joinToken"|"network"|"witnessOpened"|"probesSent"|"witnessCollected"|"verificationPrepared"|"probeTasks"|"verificationReport";
}

/**
 * The answer to one command.
 */
export interface CommandResult__Output {
  /**
   * Id of the command.
   */
  'id': (string);
  /**
   * Whether anything was changed on the host. False when it was so already.
   */
  'changed': (boolean);
  /**
   * Done, and there is nothing to tell.
   */
  'done'?: (_muster_agent_v1_Done__Output | null);
  /**
   * Not done, or not known to be done.
   */
  'fault'?: (_muster_agent_v1_Fault__Output | null);
  /**
   * CollectFacts.
   */
  'facts'?: (_muster_agent_v1_HostFacts__Output | null);
  /**
   * FetchJoinToken. Secret: never logged or stored.
   */
  'joinToken'?: (string);
  /**
   * EnsureNetworkPresent.
   */
  'network'?: (_muster_agent_v1_Network__Output | null);
  /**
   * OpenWitness.
   */
  'witnessOpened'?: (_muster_agent_v1_WitnessOpened__Output | null);
  /**
   * SendProbes.
   */
  'probesSent'?: (_muster_agent_v1_ProbesSent__Output | null);
  /**
   * CollectWitness.
   */
  'witnessCollected'?: (_muster_agent_v1_WitnessCollected__Output | null);
  /**
   * PrepareVerification.
   */
  'verificationPrepared'?: (_muster_agent_v1_VerificationPrepared__Output | null);
  /**
   * WatchVerification.
   */
  'probeTasks'?: (_muster_agent_v1_ProbeTasks__Output | null);
  /**
   * CollectVerification.
   */
  'verificationReport'?: (_muster_agent_v1_VerificationReport__Output | null);
  /**
   * Exactly one.
   */
  'outcome'?: "done"|"fault"|"facts"|"joinToken"|"network"|"witnessOpened"|"probesSent"|"witnessCollected"|"verificationPrepared"|"probeTasks"|"verificationReport";
}
