import { FleetError } from '@muster/kernel';
import { decodeCommand, decodeResult, encodeCommand, encodeResult } from './command-codec.js';
import { required, requiredText } from './enums.js';
import { decodeDelta, encodeDelta } from './delta-codec.js';
import { decodeFacts, encodeFacts } from './facts-codec.js';
import type { AgentMessage, CoordinatorMessage, Welcome } from './message.js';
import type {
  SessionRequest,
  SessionRequest__Output,
  SessionResponse,
  SessionResponse__Output,
} from './service.js';

export function encodeAgentMessage(message: AgentMessage): SessionRequest {
  switch (message.kind) {
    case 'hello':
      return { hello: message.hello };
    case 'result':
      return { result: encodeResult(message.result) };
    case 'facts':
      return { facts: encodeFacts(message.facts) };
    case 'delta':
      return { delta: encodeDelta(message.delta) };
    case 'heartbeat':
      return { heartbeat: {} };
  }
}

/** @throws invalid when the message makes no sense. */
export function decodeAgentMessage(wire: SessionRequest__Output): AgentMessage {
  switch (wire.message) {
    case 'hello':
      return { kind: 'hello', hello: required(wire.hello, 'hello') };
    case 'result':
      return { kind: 'result', result: decodeResult(required(wire.result, 'result')) };
    case 'facts':
      return { kind: 'facts', facts: decodeFacts(required(wire.facts, 'facts')) };
    case 'delta':
      return { kind: 'delta', delta: decodeDelta(required(wire.delta, 'delta')) };
    case 'heartbeat':
      return { kind: 'heartbeat' };
    default:
      throw new FleetError(
        'invalid',
        'the message is empty, or of a kind that this version does not know',
      );
  }
}

export function encodeCoordinatorMessage(message: CoordinatorMessage): SessionResponse {
  switch (message.kind) {
    case 'welcome':
      return { welcome: message.welcome };
    case 'command':
      return { command: encodeCommand(message.command) };
    case 'cancel':
      return { cancel: { id: message.id } };
    case 'resync':
      return { resync: {} };
  }
}

/** @throws invalid or unsupported (an unknown verb) when the message makes no sense. */
export function decodeCoordinatorMessage(wire: SessionResponse__Output): CoordinatorMessage {
  switch (wire.message) {
    case 'welcome':
      return { kind: 'welcome', welcome: decodeWelcome(required(wire.welcome, 'welcome')) };
    case 'command':
      return { kind: 'command', command: decodeCommand(required(wire.command, 'command')) };
    case 'cancel':
      return { kind: 'cancel', id: requiredText(wire.cancel?.id, 'cancel.id') };
    case 'resync':
      return { kind: 'resync' };
    default:
      throw new FleetError(
        'invalid',
        'the message is empty, or of a kind that this version does not know',
      );
  }
}

function decodeWelcome({ sessionId, heartbeatPeriodMs, wantsChanges }: Welcome): Welcome {
  if (heartbeatPeriodMs === 0) {
    throw new FleetError('invalid', 'welcome.heartbeatPeriodMs is missing');
  }
  return {
    sessionId: requiredText(sessionId, 'welcome.sessionId'),
    ...{ heartbeatPeriodMs, wantsChanges },
  };
}
