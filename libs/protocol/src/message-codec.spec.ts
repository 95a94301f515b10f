import { FleetError, fleetErrorCodes } from '@muster/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, agentMessage, coordinatorMessage } from './arbitraries.js';
import type { ActionOf, CommandKind } from './command.js';
import {
  decodeAgentMessage,
  decodeCoordinatorMessage,
  encodeAgentMessage,
  encodeCoordinatorMessage,
} from './message-codec.js';
import type { AgentMessage, CoordinatorMessage } from './message.js';
import { AgentService, type SessionRequest, type SessionResponse } from './service.js';

const wire = AgentService.service.Session;
const up = (message: SessionRequest) => wire.requestDeserialize(wire.requestSerialize(message));
const down = (message: SessionResponse) =>
  wire.responseDeserialize(wire.responseSerialize(message));

/** Over the wire and back, as real protobuf bytes. */
const fromAgent = (message: AgentMessage) => decodeAgentMessage(up(encodeAgentMessage(message)));
const fromCoordinator = (message: CoordinatorMessage) =>
  decodeCoordinatorMessage(down(encodeCoordinatorMessage(message)));
const anAction = (action: ActionOf<CommandKind>): CoordinatorMessage => ({
  kind: 'command',
  command: { id: 'c1', timeoutMs: 1_000, action },
});

describe('messages of the agent', () => {
  it('arrive as they were sent', () => {
    fc.assert(
      fc.property(agentMessage, (message) => {
        expect(fromAgent(message)).toEqual(message);
      }),
      { numRuns: 300 },
    );
  });

  it.each(fleetErrorCodes)('carry a fault of code %s', (code) => {
    const error = new FleetError(code, 'web-1: what was seen');
    const result = { id: 'c1', ok: false, error } as const;
    const answer = fromAgent({ kind: 'result', result });
    expect(answer).toMatchObject({ result: { id: 'c1', ok: false } });
    const { error: arrived } = (answer as { result: typeof result }).result;
    expect(arrived).toBeInstanceOf(FleetError);
    expect(arrived).toMatchObject({ code, message: 'web-1: what was seen' });
  });

  it('call a fault without a code a defect', () => {
    const answer = decodeAgentMessage(up({ result: { id: 'c1', fault: { message: 'odd' } } }));
    expect(answer).toMatchObject({ result: { error: { code: 'internal', message: 'odd' } } });
  });

  const machine = { hostname: 'web-1' };
  const engine = { id: 'e' };
  const aNode = { role: 'NODE_ROLE_WORKER', availability: 'AVAILABILITY_ACTIVE' } as const;
  const factsOf = (known: object): SessionRequest => ({
    facts: { observedAt: '2026-01-01T00:00:00Z', machine, known },
  });

  it('with everything that facts must have are taken, so what is refused below lacks one thing', () => {
    const facts = factsOf({ engine, membership: { none: {} }, swarm: { nodes: [aNode] } });
    expect(decodeAgentMessage(up(facts))).toMatchObject({ kind: 'facts' });
  });

  it.each<[string, SessionRequest]>([
    ['anything', {}],
    ['an outcome', { result: { id: 'c1' } }],
    ['the id of the command', { result: { done: {} } }],
    ['the join token', { result: { id: 'c1', joinToken: '' } }],
    ['the time', { facts: { machine, unknown: 'stopped' } }],
    ['the machine', { facts: { observedAt: 'now', unknown: 'stopped' } }],
    ['known or unknown', { facts: { observedAt: 'now', machine } }],
    ['the engine', factsOf({ membership: { none: {} } })],
    ['the membership', factsOf({ engine })],
    ['the kind of membership', factsOf({ engine, membership: {} })],
    ["the member's role", factsOf({ engine, membership: { member: { nodeId: 'n' } } })],
    [
      "a node's role",
      factsOf({
        engine,
        membership: { none: {} },
        swarm: { nodes: [{ ...aNode, role: 'NODE_ROLE_UNSPECIFIED' }] },
      }),
    ],
    [
      "a node's availability",
      factsOf({
        engine,
        membership: { none: {} },
        swarm: { nodes: [{ ...aNode, availability: 'AVAILABILITY_UNSPECIFIED' }] },
      }),
    ],
    ["a network's scope", { result: { id: 'c1', network: { id: 'n', name: 'backend' } } }],
  ])('are invalid without %s', (_, message) => {
    expect(() => decodeAgentMessage(up(message))).toThrow(
      expect.objectContaining({ name: 'FleetError', code: 'invalid' }),
    );
  });

  it.each<[string, SessionRequest]>([
    [
      'a state of a port',
      { facts: { observedAt: 'now', machine: { gossipTcp: 77 as never }, unknown: 'x' } },
    ],
    ['a fault', { result: { id: 'c1', fault: { code: 77 as never } } }],
    ['a role', factsOf({ engine, membership: { member: { nodeId: 'n', role: 77 } } })],
    ['a scope', { result: { id: 'c1', network: { scope: 'galactic' } } }],
  ])('are invalid with %s that this version has no word for', (_, message) => {
    expect(() => decodeAgentMessage(up(message))).toThrow(
      expect.objectContaining({ name: 'FleetError', code: 'invalid' }),
    );
  });
});

describe('messages of the coordinator', () => {
  it('arrive as they were sent', () => {
    fc.assert(
      fc.property(coordinatorMessage, (message) => {
        expect(fromCoordinator(message)).toEqual(message);
      }),
      { numRuns: 300 },
    );
  });

  it.each(Object.entries(actions))('carry %s with all its arguments', (_, action) => {
    fc.assert(
      fc.property(action, (value) => {
        expect(fromCoordinator(anAction(value))).toEqual(anAction(value));
      }),
    );
  });

  it('tell "no labels" from "labels as they are"', () => {
    const kind = 'ensureNode';
    const none = anAction({ kind, args: { nodeId: 'n', labels: {} } });
    const asTheyAre = anAction({ kind, args: { nodeId: 'n' } });
    expect(fromCoordinator(none)).toEqual(none);
    expect(fromCoordinator(asTheyAre)).toEqual(asTheyAre);
  });

  it.each<[string, SessionResponse]>([
    ['anything', {}],
    ['the id of the session', { welcome: { heartbeatPeriodMs: 1_000 } }],
    ['the period of the heartbeat', { welcome: { sessionId: 's' } }],
    ['the id of the command to cancel', { cancel: {} }],
    ['the id of the command', { command: { collectFacts: {} } }],
    ['the role to join in', { command: { id: 'c', ensureJoined: { joinToken: 't' } } }],
    ['a join token', { command: { id: 'c', ensureJoined: { role: 'NODE_ROLE_WORKER' } } }],
    ["the join token's role", { command: { id: 'c', fetchJoinToken: {} } }],
    ['the node to change', { command: { id: 'c', ensureNode: {} } }],
    ['the node to forget', { command: { id: 'c', ensureNodeRemoved: { force: true } } }],
    ['the network to make', { command: { id: 'c', ensureNetworkPresent: {} } }],
    ['the network to remove', { command: { id: 'c', ensureNetworkAbsent: {} } }],
  ])('are invalid without %s', (_, message) => {
    expect(() => decodeCoordinatorMessage(down(message))).toThrow(
      expect.objectContaining({ name: 'FleetError', code: 'invalid' }),
    );
  });

  it('with a verb that this version does not know are unsupported', () => {
    const bytes = wire.responseSerialize({ command: { id: 'c1', timeoutMs: 1 } });
    expect(() => decodeCoordinatorMessage(wire.responseDeserialize(bytes))).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
    // Field 99 of the command, as a newer coordinator may have it: an empty message.
    const newer = Buffer.concat([
      Buffer.from([0x12, 0x07, 0x0a, 0x02, 0x63, 0x31]),
      Buffer.from([0x9a, 0x06, 0x00]),
    ]);
    expect(() => decodeCoordinatorMessage(wire.responseDeserialize(newer))).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
  });

  it('never quote the join token when they are refused', () => {
    const joinToken = 'SWMTKN-1-aaaaaaaa-bbbbbbbb';
    const broken: SessionResponse[] = [
      { command: { ensureJoined: { joinToken, role: 'NODE_ROLE_WORKER' } } },
      { command: { id: 'c', ensureJoined: { joinToken } } },
      { command: { id: 'c', ensureJoined: { joinToken, role: 77 as never } } },
    ];
    for (const message of broken) {
      let thrown: unknown;
      try {
        decodeCoordinatorMessage(down(message));
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toMatchObject({ code: 'invalid' });
      expect((thrown as FleetError).stack).not.toContain('aaaaaaaa');
    }
  });

  it('end as a fault of ours when the bytes are no message, not as a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        let message: ReturnType<typeof wire.responseDeserialize>;
        try {
          message = wire.responseDeserialize(Buffer.from(bytes));
        } catch {
          // Not protobuf: grpc-js ends the call by itself.
          return;
        }
        try {
          decodeCoordinatorMessage(message);
        } catch (thrown) {
          expect(thrown).toMatchObject({
            name: 'FleetError',
            code: expect.stringMatching(/^(invalid|unsupported)$/) as string,
          });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
