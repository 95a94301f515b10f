import { FleetError } from '@muster/kernel';
import { decodeOpened, decodeSent, encodeOpened, encodeSent } from './check-answer-codec.js';
import { decodeOpen, decodeSend, encodeOpen, encodeSend } from './check-order-codec.js';
import type { ActionOf, Command, CommandKind, CommandResult, CommandValue } from './command.js';
import { availabilityCodec, faultCodec, required, requiredText, roleCodec } from './enums.js';
import { decodeCollected, encodeCollected } from './evidence-codec.js';
import { decodeFacts, decodeNetwork, encodeFacts, encodeNetwork } from './facts-codec.js';
import type {
  Command as WireCommand,
  Command__Output,
} from './gen/types/muster/agent/v1/Command.js';
import type {
  CommandResult as WireResult,
  CommandResult__Output,
} from './gen/types/muster/agent/v1/CommandResult.js';

type Action = ActionOf<CommandKind>;

export function encodeCommand({ id, timeoutMs, action }: Command): WireCommand {
  return { id, timeoutMs, ...encodeAction(action) };
}

function encodeAction(action: Action): WireCommand {
  switch (action.kind) {
    case 'collectFacts':
      return { collectFacts: {} };
    case 'ensureSwarmInitialised':
      return {
        ensureSwarmInitialised: { ...action.args, addressPools: [...action.args.addressPools] },
      };
    case 'ensureJoined': {
      const { role, managers, ...rest } = action.args;
      return { ensureJoined: { ...rest, role: roleCodec.encode(role), managers: [...managers] } };
    }
    case 'ensureLeft':
      return { ensureLeft: action.args };
    case 'awaitMembership':
      return { awaitMembership: action.args };
    case 'fetchJoinToken':
      return { fetchJoinToken: { role: roleCodec.encode(action.args.role) } };
    case 'ensureNode':
      return { ensureNode: encodeNodeUpdate(action.args) };
    case 'ensureNodeRemoved':
      return { ensureNodeRemoved: action.args };
    case 'ensureNetworkPresent':
      return { ensureNetworkPresent: { ...action.args, subnets: [...action.args.subnets] } };
    case 'ensureNetworkAbsent':
      return { ensureNetworkAbsent: action.args };
    case 'restartEngine':
      return { restartEngine: {} };
    case 'openWitness':
      return { openWitness: encodeOpen(action.args) };
    case 'sendProbes':
      return { sendProbes: encodeSend(action.args) };
    case 'collectWitness':
      return { collectWitness: { checkId: action.args.checkId } };
  }
}

function encodeNodeUpdate(args: Extract<Action, { kind: 'ensureNode' }>['args']) {
  const { nodeId, role, availability, labels } = args;
  return {
    nodeId,
    role: role === undefined ? ('NODE_ROLE_UNSPECIFIED' as const) : roleCodec.encode(role),
    availability:
      availability === undefined
        ? ('AVAILABILITY_UNSPECIFIED' as const)
        : availabilityCodec.encode(availability),
    labels: labels === undefined ? null : { values: labels },
  };
}

/** @throws unsupported for an action that this version does not know; invalid when a required field is missing. */
export function decodeCommand(wire: Command__Output): Command {
  const id = requiredText(wire.id, 'command.id');
  return { id, timeoutMs: wire.timeoutMs, action: decodeAction(wire) };
}

function decodeAction(wire: Command__Output): Action {
  if (wire.action === undefined) {
    throw new FleetError(
      'unsupported',
      'this agent does not know the verb: it is older than its coordinator',
    );
  }
  const kind = wire.action;
  switch (kind) {
    case 'collectFacts':
      return { kind, args: {} };
    case 'ensureSwarmInitialised':
      return { kind, args: said(required(wire[kind], kind)) };
    case 'ensureJoined':
      return { kind, args: decodeJoin(wire) };
    case 'ensureLeft':
      return { kind, args: required(wire[kind], kind) };
    case 'awaitMembership':
      return { kind, args: required(wire[kind], kind) };
    case 'fetchJoinToken': {
      const { role } = required(wire[kind], kind);
      return { kind, args: { role: required(roleCodec.decode(role), 'role') } };
    }
    case 'ensureNode':
      return { kind, args: decodeNodeUpdate(wire) };
    case 'ensureNodeRemoved': {
      const { nodeId, force } = required(wire[kind], kind);
      return { kind, args: { nodeId: requiredText(nodeId, 'nodeId'), force } };
    }
    case 'ensureNetworkPresent': {
      const network = required(wire[kind], kind);
      return { kind, args: { ...said(network), name: requiredText(network.name, 'name') } };
    }
    case 'restartEngine':
      return { kind, args: {} };
    case 'ensureNetworkAbsent':
      return { kind, args: { name: requiredText(wire[kind]?.name, 'name') } };
    case 'openWitness':
    case 'sendProbes':
    case 'collectWitness':
      return decodeCheckAction(kind, wire);
  }
}

function decodeCheckAction(
  kind: 'openWitness' | 'sendProbes' | 'collectWitness',
  wire: Command__Output,
): Action {
  switch (kind) {
    case 'openWitness':
      return { kind, args: decodeOpen(required(wire[kind], kind)) };
    case 'sendProbes':
      return { kind, args: decodeSend(required(wire[kind], kind)) };
    case 'collectWitness':
      return { kind, args: { checkId: requiredText(wire[kind]?.checkId, 'checkId') } };
  }
}

function decodeJoin(wire: Command__Output): Extract<Action, { kind: 'ensureJoined' }>['args'] {
  const { role, ...rest } = required(wire.ensureJoined, 'ensureJoined');
  return {
    ...said(rest),
    joinToken: requiredText(rest.joinToken, 'joinToken'),
    role: required(roleCodec.decode(role), 'role'),
  };
}

function decodeNodeUpdate(wire: Command__Output): Extract<Action, { kind: 'ensureNode' }>['args'] {
  const update = required(wire.ensureNode, 'ensureNode');
  const role = roleCodec.decode(update.role);
  const availability = availabilityCodec.decode(update.availability);
  return {
    nodeId: requiredText(update.nodeId, 'nodeId'),
    ...(role === undefined ? {} : { role }),
    ...(availability === undefined ? {} : { availability }),
    ...(update.labels ? { labels: update.labels.values } : {}),
  };
}

/** In the contract the empty string and 0 mean "not said"; in the domain such a field is absent. */
type Said<T> = {
  [K in keyof T as T[K] extends string | number ? never : K]: T[K];
} & { [K in keyof T as T[K] extends string | number ? K : never]?: T[K] };

function said<T extends object>(message: T): Said<T> {
  const entries = Object.entries(message).filter(([, value]) => value !== '' && value !== 0);
  // fromEntries forgets the keys' types; only empty strings and zeros were taken out.
  return Object.fromEntries(entries) as Said<T>;
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
    case 'done':
      return undefined;
    default:
      throw new FleetError('invalid', 'result.outcome is missing');
  }
}
