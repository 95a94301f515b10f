import { FleetError } from '@muster/kernel';
import { decodeAction, encodeAction } from './action-codec.js';
import { decodeOpened, decodeSent, encodeOpened, encodeSent } from './check-answer-codec.js';
import type { Command, CommandKind, CommandResult, CommandValue } from './command.js';
import {
  decodePrepared,
  decodeReport,
  encodePrepared,
  encodeReport,
} from './verification-codec.js';
import { faultCodec, required, requiredText } from './enums.js';
import { decodeCollected, encodeCollected } from './evidence-codec.js';
import { decodeFacts, encodeFacts } from './facts-codec.js';
import { decodeNetwork, encodeNetwork } from './network-codec.js';
import type {
  Command as WireCommand,
  Command__Output,
} from './gen/types/muster/agent/v1/Command.js';
import type {
  CommandResult as WireResult,
  CommandResult__Output,
} from './gen/types/muster/agent/v1/CommandResult.js';

export function encodeCommand({ id, timeoutMs, action }: Command): WireCommand {
  return { id, timeoutMs, ...encodeAction(action) };
}

/** @throws unsupported for an action that this version does not know; invalid when a required field is missing. */
export function decodeCommand(wire: Command__Output): Command {
  const id = requiredText(wire.id, 'command.id');
  return { id, timeoutMs: wire.timeoutMs, action: decodeAction(wire) };
}

export function encodeResult(result: CommandResult): WireResult {
  const { id } = result;
  if (!result.ok) {
    const { code, message } = result.error;
    return { id, changed: false, fault: { code: faultCodec.encode(code), message } };
  }
  const { changed, value } = result.outcome;
  return { id, changed, ...encodeValue(value) };
}

function encodeValue(value: CommandValue[CommandKind]): WireResult {
  if (value === undefined) return { done: {} };
  if (typeof value === 'string') return { joinToken: value };
  if ('observedAt' in value) return { facts: encodeFacts(value) };
  if ('holders' in value) return { witnessOpened: encodeOpened(value) };
  if ('probes' in value) return { probesSent: encodeSent(value) };
  if ('program' in value) return { verificationPrepared: encodePrepared(value) };
  if ('tasks' in value) return { probeTasks: { tasks: [...value.tasks] } };
  if ('task' in value) return { verificationReport: encodeReport(value) };
  if ('tallies' in value) return { witnessCollected: encodeCollected(value) };
  return { network: encodeNetwork(value) };
}

/** @throws invalid when the answer makes no sense. */
export function decodeResult(wire: CommandResult__Output): CommandResult {
  const { changed } = wire;
  const id = requiredText(wire.id, 'result.id');
  if (wire.outcome === 'fault') {
    const fault = required(wire.fault, 'result.fault');
    const code = faultCodec.decode(fault.code) ?? 'internal';
    return { id, ok: false, error: new FleetError(code, fault.message) };
  }
  return { id, ok: true, outcome: { changed, value: decodeValue(wire) } };
}

function decodeValue(wire: CommandResult__Output): CommandValue[CommandKind] {
  switch (wire.outcome) {
    case 'facts':
      return decodeFacts(required(wire.facts, 'result.facts'));
    case 'joinToken':
      return requiredText(wire.joinToken, 'result.joinToken');
    case 'network':
      return decodeNetwork(required(wire.network, 'result.network'));
    case 'witnessOpened':
      return decodeOpened(required(wire.witnessOpened, 'result.witnessOpened'));
    case 'probesSent':
      return decodeSent(required(wire.probesSent, 'result.probesSent'));
    case 'witnessCollected':
      return decodeCollected(required(wire.witnessCollected, 'result.witnessCollected'));
    case 'verificationPrepared':
      return decodePrepared(required(wire.verificationPrepared, 'result.verificationPrepared'));
    case 'probeTasks':
      return required(wire.probeTasks, 'result.probeTasks');
    case 'verificationReport':
      return decodeReport(required(wire.verificationReport, 'result.verificationReport'));
    case 'done':
      return undefined;
    default:
      throw new FleetError('invalid', 'result.outcome is missing');
  }
}
