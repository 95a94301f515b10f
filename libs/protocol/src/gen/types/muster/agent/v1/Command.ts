// Original file: proto/muster/agent/v1/command.proto

import type { CollectFacts as _muster_agent_v1_CollectFacts, CollectFacts__Output as _muster_agent_v1_CollectFacts__Output } from '../../../muster/agent/v1/CollectFacts.js';
import type { EnsureSwarmInitialised as _muster_agent_v1_EnsureSwarmInitialised, EnsureSwarmInitialised__Output as _muster_agent_v1_EnsureSwarmInitialised__Output } from '../../../muster/agent/v1/EnsureSwarmInitialised.js';
import type { EnsureJoined as _muster_agent_v1_EnsureJoined, EnsureJoined__Output as _muster_agent_v1_EnsureJoined__Output } from '../../../muster/agent/v1/EnsureJoined.js';
import type { EnsureLeft as _muster_agent_v1_EnsureLeft, EnsureLeft__Output as _muster_agent_v1_EnsureLeft__Output } from '../../../muster/agent/v1/EnsureLeft.js';
import type { AwaitMembership as _muster_agent_v1_AwaitMembership, AwaitMembership__Output as _muster_agent_v1_AwaitMembership__Output } from '../../../muster/agent/v1/AwaitMembership.js';
import type { FetchJoinToken as _muster_agent_v1_FetchJoinToken, FetchJoinToken__Output as _muster_agent_v1_FetchJoinToken__Output } from '../../../muster/agent/v1/FetchJoinToken.js';
import type { EnsureNode as _muster_agent_v1_EnsureNode, EnsureNode__Output as _muster_agent_v1_EnsureNode__Output } from '../../../muster/agent/v1/EnsureNode.js';
import type { EnsureNodeRemoved as _muster_agent_v1_EnsureNodeRemoved, EnsureNodeRemoved__Output as _muster_agent_v1_EnsureNodeRemoved__Output } from '../../../muster/agent/v1/EnsureNodeRemoved.js';
import type { EnsureNetworkPresent as _muster_agent_v1_EnsureNetworkPresent, EnsureNetworkPresent__Output as _muster_agent_v1_EnsureNetworkPresent__Output } from '../../../muster/agent/v1/EnsureNetworkPresent.js';
import type { EnsureNetworkAbsent as _muster_agent_v1_EnsureNetworkAbsent, EnsureNetworkAbsent__Output as _muster_agent_v1_EnsureNetworkAbsent__Output } from '../../../muster/agent/v1/EnsureNetworkAbsent.js';
import type { RestartEngine as _muster_agent_v1_RestartEngine, RestartEngine__Output as _muster_agent_v1_RestartEngine__Output } from '../../../muster/agent/v1/RestartEngine.js';
import type { OpenWitness as _muster_agent_v1_OpenWitness, OpenWitness__Output as _muster_agent_v1_OpenWitness__Output } from '../../../muster/agent/v1/OpenWitness.js';
import type { SendProbes as _muster_agent_v1_SendProbes, SendProbes__Output as _muster_agent_v1_SendProbes__Output } from '../../../muster/agent/v1/SendProbes.js';
import type { CollectWitness as _muster_agent_v1_CollectWitness, CollectWitness__Output as _muster_agent_v1_CollectWitness__Output } from '../../../muster/agent/v1/CollectWitness.js';
import type { EnsureDisconnected as _muster_agent_v1_EnsureDisconnected, EnsureDisconnected__Output as _muster_agent_v1_EnsureDisconnected__Output } from '../../../muster/agent/v1/EnsureDisconnected.js';
import type { PrepareVerification as _muster_agent_v1_PrepareVerification, PrepareVerification__Output as _muster_agent_v1_PrepareVerification__Output } from '../../../muster/agent/v1/PrepareVerification.js';
import type { StartVerification as _muster_agent_v1_StartVerification, StartVerification__Output as _muster_agent_v1_StartVerification__Output } from '../../../muster/agent/v1/StartVerification.js';
import type { WatchVerification as _muster_agent_v1_WatchVerification, WatchVerification__Output as _muster_agent_v1_WatchVerification__Output } from '../../../muster/agent/v1/WatchVerification.js';
import type { AwaitVerification as _muster_agent_v1_AwaitVerification, AwaitVerification__Output as _muster_agent_v1_AwaitVerification__Output } from '../../../muster/agent/v1/AwaitVerification.js';
import type { CollectVerification as _muster_agent_v1_CollectVerification, CollectVerification__Output as _muster_agent_v1_CollectVerification__Output } from '../../../muster/agent/v1/CollectVerification.js';
import type { EndVerification as _muster_agent_v1_EndVerification, EndVerification__Output as _muster_agent_v1_EndVerification__Output } from '../../../muster/agent/v1/EndVerification.js';
import type { ClearVerification as _muster_agent_v1_ClearVerification, ClearVerification__Output as _muster_agent_v1_ClearVerification__Output } from '../../../muster/agent/v1/ClearVerification.js';
import type { SweepVerifications as _muster_agent_v1_SweepVerifications, SweepVerifications__Output as _muster_agent_v1_SweepVerifications__Output } from '../../../muster/agent/v1/SweepVerifications.js';

/**
 * One typed request. All are idempotent: asked twice, the second finds nothing to change. An agent remembers its recent
 * answers by id, so a command sent again after a reconnect is answered, not repeated.
 */
export interface Command {
  /**
   * Chosen by the coordinator, unique.
   */
  'id'?: (string);
  /**
   * The agent gives up this long after it got the command. Milliseconds, counted by the agent's own clock.
   */
  'timeoutMs'?: (number);
  /**
   * Look at the host again.
   */
  'collectFacts'?: (_muster_agent_v1_CollectFacts | null);
  /**
   * Be the first manager of a new swarm.
   */
  'ensureSwarmInitialised'?: (_muster_agent_v1_EnsureSwarmInitialised | null);
  /**
   * Be a node of a certain swarm.
   */
  'ensureJoined'?: (_muster_agent_v1_EnsureJoined | null);
  /**
   * Be in no swarm.
   */
  'ensureLeft'?: (_muster_agent_v1_EnsureLeft | null);
  /**
   * Wait until this host's own side of its membership works.
   */
  'awaitMembership'?: (_muster_agent_v1_AwaitMembership | null);
  /**
   * On a manager: read a join token.
   */
  'fetchJoinToken'?: (_muster_agent_v1_FetchJoinToken | null);
  /**
   * On a manager: set a node's role, availability or labels.
   */
  'ensureNode'?: (_muster_agent_v1_EnsureNode | null);
  /**
   * On a manager: forget a node.
   */
  'ensureNodeRemoved'?: (_muster_agent_v1_EnsureNodeRemoved | null);
  /**
   * On a manager: have an overlay network.
   */
  'ensureNetworkPresent'?: (_muster_agent_v1_EnsureNetworkPresent | null);
  /**
   * On a manager: not have an overlay network.
   */
  'ensureNetworkAbsent'?: (_muster_agent_v1_EnsureNetworkAbsent | null);
  /**
   * Restart the Engine, where nothing runs.
   */
  'restartEngine'?: (_muster_agent_v1_RestartEngine | null);
  /**
   * Watch for probes.
   */
  'openWitness'?: (_muster_agent_v1_OpenWitness | null);
  /**
   * Send probes.
   */
  'sendProbes'?: (_muster_agent_v1_SendProbes | null);
  /**
   * Tell what was seen, and watch no more.
   */
  'collectWitness'?: (_muster_agent_v1_CollectWitness | null);
  /**
   * Take standalone containers off a network.
   */
  'ensureDisconnected'?: (_muster_agent_v1_EnsureDisconnected | null);
  /**
   * Make ready for a task that verifies a network.
   */
  'prepareVerification'?: (_muster_agent_v1_PrepareVerification | null);
  /**
   * On a manager: start the tasks.
   */
  'startVerification'?: (_muster_agent_v1_StartVerification | null);
  /**
   * On a manager: wait until the tasks run.
   */
  'watchVerification'?: (_muster_agent_v1_WatchVerification | null);
  /**
   * Wait until this host's task has sent.
   */
  'awaitVerification'?: (_muster_agent_v1_AwaitVerification | null);
  /**
   * Tell what this host's task saw.
   */
  'collectVerification'?: (_muster_agent_v1_CollectVerification | null);
  /**
   * On a manager: end the tasks.
   */
  'endVerification'?: (_muster_agent_v1_EndVerification | null);
  /**
   * Have nothing of a verification left.
   */
  'clearVerification'?: (_muster_agent_v1_ClearVerification | null);
  /**
   * Have nothing left of verifications that nobody makes any more.
   */
  'sweepVerifications'?: (_muster_agent_v1_SweepVerifications | null);
  /**
   * Exactly one: what to do.
   */
  'action'?: "collectFacts"|"ensureSwarmInitialised"|"ensureJoined"|"ensureLeft"|"awaitMembership"|"fetchJoinToken"|"ensureNode"|"ensureNodeRemoved"|"ensureNetworkPresent"|"ensureNetworkAbsent"|"restartEngine"|"openWitness"|"sendProbes"|"collectWitness"|"ensureDisconnected"|"prepareVerification"|"startVerification"|"watchVerification"|"awaitVerification"|"collectVerification"|"endVerification"|"clearVerification"|"sweepVerifications";
}

/**
 * One typed request. All are idempotent: asked twice, the second finds nothing to change. An agent remembers its recent
 * answers by id, so a command sent again after a reconnect is answered, not repeated.
 */
export interface Command__Output {
  /**
   * Chosen by the coordinator, unique.
   */
  'id': (string);
  /**
   * The agent gives up this long after it got the command. Milliseconds, counted by the agent's own clock.
   */
  'timeoutMs': (number);
  /**
   * Look at the host again.
   */
  'collectFacts'?: (_muster_agent_v1_CollectFacts__Output | null);
  /**
   * Be the first manager of a new swarm.
   */
  'ensureSwarmInitialised'?: (_muster_agent_v1_EnsureSwarmInitialised__Output | null);
  /**
   * Be a node of a certain swarm.
   */
  'ensureJoined'?: (_muster_agent_v1_EnsureJoined__Output | null);
  /**
   * Be in no swarm.
   */
  'ensureLeft'?: (_muster_agent_v1_EnsureLeft__Output | null);
  /**
   * Wait until this host's own side of its membership works.
   */
  'awaitMembership'?: (_muster_agent_v1_AwaitMembership__Output | null);
  /**
   * On a manager: read a join token.
   */
  'fetchJoinToken'?: (_muster_agent_v1_FetchJoinToken__Output | null);
  /**
   * On a manager: set a node's role, availability or labels.
   */
  'ensureNode'?: (_muster_agent_v1_EnsureNode__Output | null);
  /**
   * On a manager: forget a node.
   */
  'ensureNodeRemoved'?: (_muster_agent_v1_EnsureNodeRemoved__Output | null);
  /**
   * On a manager: have an overlay network.
   */
  'ensureNetworkPresent'?: (_muster_agent_v1_EnsureNetworkPresent__Output | null);
  /**
   * On a manager: not have an overlay network.
   */
  'ensureNetworkAbsent'?: (_muster_agent_v1_EnsureNetworkAbsent__Output | null);
  /**
   * Restart the Engine, where nothing runs.
   */
  'restartEngine'?: (_muster_agent_v1_RestartEngine__Output | null);
  /**
   * Watch for probes.
   */
  'openWitness'?: (_muster_agent_v1_OpenWitness__Output | null);
  /**
   * Send probes.
   */
  'sendProbes'?: (_muster_agent_v1_SendProbes__Output | null);
  /**
   * Tell what was seen, and watch no more.
   */
  'collectWitness'?: (_muster_agent_v1_CollectWitness__Output | null);
  /**
   * Take standalone containers off a network.
   */
  'ensureDisconnected'?: (_muster_agent_v1_EnsureDisconnected__Output | null);
  /**
   * Make ready for a task that verifies a network.
   */
  'prepareVerification'?: (_muster_agent_v1_PrepareVerification__Output | null);
  /**
   * On a manager: start the tasks.
   */
  'startVerification'?: (_muster_agent_v1_StartVerification__Output | null);
  /**
   * On a manager: wait until the tasks run.
   */
  'watchVerification'?: (_muster_agent_v1_WatchVerification__Output | null);
  /**
   * Wait until this host's task has sent.
   */
  'awaitVerification'?: (_muster_agent_v1_AwaitVerification__Output | null);
  /**
   * Tell what this host's task saw.
   */
  'collectVerification'?: (_muster_agent_v1_CollectVerification__Output | null);
  /**
   * On a manager: end the tasks.
   */
  'endVerification'?: (_muster_agent_v1_EndVerification__Output | null);
  /**
   * Have nothing of a verification left.
   */
  'clearVerification'?: (_muster_agent_v1_ClearVerification__Output | null);
  /**
   * Have nothing left of verifications that nobody makes any more.
   */
  'sweepVerifications'?: (_muster_agent_v1_SweepVerifications__Output | null);
  /**
   * Exactly one: what to do.
   */
  'action'?: "collectFacts"|"ensureSwarmInitialised"|"ensureJoined"|"ensureLeft"|"awaitMembership"|"fetchJoinToken"|"ensureNode"|"ensureNodeRemoved"|"ensureNetworkPresent"|"ensureNetworkAbsent"|"restartEngine"|"openWitness"|"sendProbes"|"collectWitness"|"ensureDisconnected"|"prepareVerification"|"startVerification"|"watchVerification"|"awaitVerification"|"collectVerification"|"endVerification"|"clearVerification"|"sweepVerifications";
}
