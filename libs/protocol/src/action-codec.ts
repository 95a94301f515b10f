import { FleetError } from '@muster/kernel';
import { decodeOpen, decodeSend, encodeOpen, encodeSend } from './check-order-codec.js';
import type { ActionOf, CommandArgs, CommandKind } from './command.js';
import { availabilityCodec, required, requiredText, roleCodec } from './enums.js';
import type {
  Command as WireCommand,
  Command__Output,
} from './gen/types/muster/agent/v1/Command.js';
import { said } from './said.js';
import { verificationCodecs } from './verification-codec.js';

type ActionCodec<K extends CommandKind> = {
  readonly encode: (args: CommandArgs[K]) => NonNullable<WireCommand[K]>;
  /** @throws invalid when a required field is missing. */
  readonly decode: (wire: NonNullable<Command__Output[K]>) => CommandArgs[K];
};

const nothing = { encode: () => ({}), decode: () => ({}) };

/** The arguments of each verb, on the wire and here. */
const codecs: { readonly [K in CommandKind]: ActionCodec<K> } = {
  collectFacts: nothing,
  ensureSwarmInitialised: {
    encode: (args) => ({ ...args, addressPools: [...args.addressPools] }),
    decode: said,
  },
  ensureJoined: {
    encode: ({ role, managers, ...rest }) => ({
      ...rest,
      role: roleCodec.encode(role),
      managers: [...managers],
    }),
    decode: ({ role, ...rest }) => ({
      ...said(rest),
      joinToken: requiredText(rest.joinToken, 'joinToken'),
      role: required(roleCodec.decode(role), 'role'),
    }),
  },
  ensureLeft: { encode: (args) => args, decode: (wire) => wire },
  awaitMembership: { encode: (args) => args, decode: (wire) => wire },
  fetchJoinToken: {
    encode: ({ role }) => ({ role: roleCodec.encode(role) }),
    decode: ({ role }) => ({ role: required(roleCodec.decode(role), 'role') }),
  },
  ensureNode: { encode: encodeNodeUpdate, decode: decodeNodeUpdate },
  ensureNodeRemoved: {
    encode: (args) => args,
    decode: ({ nodeId, force }) => ({ nodeId: requiredText(nodeId, 'nodeId'), force }),
  },
  ensureNetworkPresent: {
    encode: (args) => ({ ...args, subnets: [...args.subnets], vnis: [...args.vnis] }),
    decode: ({ subnets, ...wire }) => ({
      ...said(wire),
      name: requiredText(wire.name, 'name'),
      subnets: subnets.map((it) => ({ ...said(it), subnet: requiredText(it.subnet, 'subnet') })),
    }),
  },
  ensureNetworkAbsent: {
    encode: (args) => args,
    decode: ({ name, ingress }) => ({ name: requiredText(name, 'name'), ingress }),
  },
  ensureDisconnected: {
    encode: ({ network, containers }) => ({ network, containers: [...containers] }),
    decode: ({ network, containers }) => ({
      network: requiredText(network, 'network'),
      containers,
    }),
  },
  restartEngine: nothing,
  openWitness: { encode: encodeOpen, decode: decodeOpen },
  sendProbes: { encode: encodeSend, decode: decodeSend },
  ...verificationCodecs,
  collectWitness: {
    encode: ({ checkId, expected, patienceMs }) => ({ checkId, expected, patienceMs }),
    decode: ({ checkId, expected, patienceMs }) => ({
      checkId: requiredText(checkId, 'checkId'),
      expected,
      patienceMs,
    }),
  },
};

export function encodeAction<K extends CommandKind>({ kind, args }: ActionOf<K>): WireCommand {
  return { [kind]: codecs[kind].encode(args) };
}

/** @throws unsupported for an action that this version does not know; invalid when a required field is missing. */
export function decodeAction(wire: Command__Output): ActionOf<CommandKind> {
  if (wire.action !== undefined) return decodeAs(wire.action, wire);
  throw new FleetError(
    'unsupported',
    'this agent does not know the verb: it is older than its coordinator',
  );
}

function decodeAs<K extends CommandKind>(kind: K, wire: Command__Output): ActionOf<K> {
  const message = wire[kind];
  if (message == null) throw new FleetError('invalid', `${kind} is missing`);
  const args = codecs[kind].decode(message);
  return { kind, args };
}

function encodeNodeUpdate({ nodeId, role, availability, labels }: CommandArgs['ensureNode']) {
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

function decodeNodeUpdate(
  update: NonNullable<Command__Output['ensureNode']>,
): CommandArgs['ensureNode'] {
  const role = roleCodec.decode(update.role);
  const availability = availabilityCodec.decode(update.availability);
  return {
    nodeId: requiredText(update.nodeId, 'nodeId'),
    ...(role === undefined ? {} : { role }),
    ...(availability === undefined ? {} : { availability }),
    ...(update.labels ? { labels: update.labels.values } : {}),
  };
}
