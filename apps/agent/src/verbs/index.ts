import type { ActionOf, CommandKind, Outcome } from '@muster/protocol';
import { collectWitness, openWitness, sendProbes } from './check/port-check.js';
import {
  awaitVerification,
  clearVerification,
  collectVerification,
  endVerification,
  prepareVerification,
  startVerification,
  sweepVerifications,
  watchVerification,
} from './check/overlay-check.js';
import { collectFacts } from './collect-facts.js';
import type { Verb, VerbContext } from './context.js';
import { ensureDisconnected } from './networks/ensure-disconnected.js';
import { ensureNetworkAbsent } from './networks/ensure-network-absent.js';
import { ensureNetworkPresent } from './networks/ensure-network-present.js';
import { ensureNodeRemoved } from './nodes/ensure-node-removed.js';
import { ensureNode } from './nodes/ensure-node.js';
import { awaitMembership } from './swarm/await-membership.js';
import { ensureJoined } from './swarm/ensure-joined.js';
import { ensureLeft } from './swarm/ensure-left.js';
import { ensureSwarmInitialised } from './swarm/ensure-swarm-initialised.js';
import { restartEngine } from './restart-engine.js';
import { fetchJoinToken } from './swarm/fetch-join-token.js';

export { lookAtHost } from './collect-facts.js';
export { type Clock, systemClock, type VerbContext } from './context.js';

type Handlers = { readonly [K in CommandKind]: Verb<K> };

/** All that a coordinator can make this host do. What each guarantees is written in proto/muster/agent/v1/command.proto. */
export const handlers: Handlers = {
  collectFacts,
  ensureSwarmInitialised,
  ensureJoined,
  ensureLeft,
  awaitMembership,
  fetchJoinToken,
  ensureNode,
  ensureNodeRemoved,
  ensureNetworkPresent,
  ensureNetworkAbsent,
  ensureDisconnected,
  restartEngine,
  openWitness,
  sendProbes,
  collectWitness,
  prepareVerification,
  startVerification,
  watchVerification,
  awaitVerification,
  collectVerification,
  endVerification,
  clearVerification,
  sweepVerifications,
};

/** @throws FleetError, as the proto file says for each verb. */
export function perform<K extends CommandKind>(
  action: ActionOf<K>,
  ctx: VerbContext,
): Promise<Outcome<K>> {
  const verb: Verb<K> = handlers[action.kind];
  return verb(action.args, ctx);
}
