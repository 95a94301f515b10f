import { FleetError, fleetErrorCodes } from '@muster/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { checkActions, collected, opened, probesSent } from './check-arbitraries.js';
import type { ActionOf, CommandKind, CommandResult } from './command.js';
import { factsDelta, hostFacts, network } from './facts-arbitraries.js';
import { overlay } from './network-arbitraries.js';
import type { AgentMessage, CoordinatorMessage } from './message.js';
import { verificationActions, verificationValues } from './verification-arbitraries.js';

// Everything that the two sides can say to each other, for property tests.

/** Well-formed Unicode: a lone surrogate does not survive UTF-8. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const texts = fc.array(text, { maxLength: 3 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const positive = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const flag = fc.boolean();
const labels = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  text,
  { maxKeys: 4, noNullPrototype: true },
);
const role = fc.constantFrom('manager' as const, 'worker' as const);
const availability = fc.constantFrom('active' as const, 'pause' as const, 'drain' as const);
const few = <T>(item: Arbitrary<T>) => fc.array(item, { maxLength: 3 });
const manager = fc.record({ nodeId: text, address: text });
const kindOf = <K extends string>(kind: K) => fc.constant(kind);

type Actions = { [K in CommandKind]: Arbitrary<ActionOf<CommandKind> & { kind: K }> };

/** An action of every kind; a kind that is missing here does not compile. */
export const actions: Actions = {
  ...checkActions,
  ...verificationActions,
  collectFacts: fc.record({ kind: kindOf('collectFacts'), args: fc.constant({}) }),
  restartEngine: fc.record({ kind: kindOf('restartEngine'), args: fc.constant({}) }),
  ensureSwarmInitialised: fc.record({
    kind: kindOf('ensureSwarmInitialised'),
    args: fc.record(
      {
        listenAddress: someText,
        advertiseAddress: someText,
        dataPathAddress: someText,
        dataPathPort: positive,
        addressPools: texts,
        subnetSize: positive,
        autolock: flag,
      },
      { requiredKeys: ['addressPools', 'autolock'] },
    ),
  }),
  ensureJoined: fc.record({
    kind: kindOf('ensureJoined'),
    args: fc.record(
      {
        role,
        joinToken: someText,
        managers: few(manager),
        listenAddress: someText,
        advertiseAddress: someText,
        dataPathAddress: someText,
      },
      { requiredKeys: ['role', 'joinToken', 'managers'] },
    ),
  }),
  ensureLeft: fc.record({ kind: kindOf('ensureLeft'), args: fc.record({ force: flag }) }),
  awaitMembership: fc.record({
    kind: kindOf('awaitMembership'),
    args: fc.record({ stuckAfterMs: uint32 }),
  }),
  fetchJoinToken: fc.record({ kind: kindOf('fetchJoinToken'), args: fc.record({ role }) }),
  ensureNode: fc.record({
    kind: kindOf('ensureNode'),
    args: fc.record({ nodeId: someText, role, availability, labels }, { requiredKeys: ['nodeId'] }),
  }),
  ensureNodeRemoved: fc.record({
    kind: kindOf('ensureNodeRemoved'),
    args: fc.record({ nodeId: someText, force: flag }),
  }),
  ensureNetworkPresent: fc.record({
    kind: kindOf('ensureNetworkPresent'),
    args: overlay,
  }),
  ensureNetworkAbsent: fc.record({
    kind: kindOf('ensureNetworkAbsent'),
    args: fc.record({ name: someText, ingress: flag }),
  }),
  ensureDisconnected: fc.record({
    kind: kindOf('ensureDisconnected'),
    args: fc.record({ network: someText, containers: texts }),
  }),
};

export const commandResult: Arbitrary<CommandResult> = fc.oneof(
  fc.record({
    id: someText,
    ok: fc.constant(true as const),
    outcome: fc.record({
      changed: flag,
      value: fc.oneof(
        ...[fc.constant(undefined), someText, hostFacts, network],
        ...[opened, probesSent, collected],
        ...verificationValues,
      ),
    }),
  }),
  fc.record({
    id: someText,
    ok: fc.constant(false as const),
    error: fc
      .tuple(fc.constantFrom(...fleetErrorCodes), text)
      .map(([code, message]) => new FleetError(code, message)),
  }),
);

export const agentMessage: Arbitrary<AgentMessage> = fc.oneof(
  fc.record({
    kind: kindOf('hello'),
    hello: fc.record({
      host: text,
      agentVersion: text,
      protocolVersion: uint32,
      bootId: text,
      instanceId: text,
      reportsChanges: flag,
    }),
  }),
  fc.record({ kind: kindOf('result'), result: commandResult }),
  fc.record({ kind: kindOf('facts'), facts: hostFacts }),
  fc.record({ kind: kindOf('delta'), delta: factsDelta }),
  fc.constant({ kind: 'heartbeat' as const }),
);

export const coordinatorMessage: Arbitrary<CoordinatorMessage> = fc.oneof(
  fc.record({
    kind: kindOf('welcome'),
    welcome: fc.record({ sessionId: someText, heartbeatPeriodMs: positive, wantsChanges: flag }),
  }),
  fc.record({
    kind: kindOf('command'),
    command: fc.record({
      id: someText,
      timeoutMs: uint32,
      action: fc.oneof(...Object.values(actions)),
    }),
  }),
  fc.record({ kind: kindOf('cancel'), id: someText }),
  fc.constant({ kind: 'resync' as const }),
);
