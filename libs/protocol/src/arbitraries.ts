import type { DockerFacts, HostFacts, Membership, NetworkFact, NodeFact } from '@muster/inventory';
import { FleetError, fleetErrorCodes } from '@muster/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { checkActions, collected, opened, probesSent } from './check-arbitraries.js';
import type { ActionOf, CommandKind, CommandResult } from './command.js';
import { machine } from './machine-arbitraries.js';
import type { AgentMessage, CoordinatorMessage } from './message.js';

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

const membership: Arbitrary<Membership> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constantFrom('joining' as const, 'broken' as const, 'unknown' as const),
    reason: text,
  }),
  fc.record({ kind: kindOf('member'), nodeId: text, role, address: text, managers: few(manager) }),
);

export const network: Arbitrary<NetworkFact> = fc.record({
  id: text,
  name: text,
  driver: text,
  scope: fc.constantFrom('local' as const, 'swarm' as const, 'global' as const),
  attachable: flag,
  internal: flag,
  ingress: flag,
  encrypted: flag,
  subnets: few(fc.record({ subnet: text, gateway: text })),
  options: labels,
  labels,
  vnis: few(uint32),
  createdAt: text,
  peers: few(fc.record({ name: text, address: text })),
  attachments: few(
    fc.record({
      containerId: text,
      name: text,
      ipv4Address: text,
      ipv6Address: text,
      macAddress: text,
    }),
  ),
});

const node: Arbitrary<NodeFact> = fc.record(
  {
    nodeId: text,
    hostname: text,
    role,
    availability,
    state: fc.constantFrom(
      'unknown' as const,
      'down' as const,
      'ready' as const,
      'disconnected' as const,
    ),
    address: text,
    labels,
    engineVersion: text,
    manager: fc.record({ leader: flag, reachable: flag, address: text }),
  },
  {
    requiredKeys: [
      ...(['nodeId', 'hostname', 'role', 'availability', 'state'] as const),
      ...(['address', 'labels', 'engineVersion'] as const),
    ],
  },
);

const docker: Arbitrary<DockerFacts> = fc.record(
  {
    kind: kindOf('known'),
    engine: fc.record({
      id: text,
      version: text,
      apiVersion: text,
      hostname: text,
      operatingSystem: text,
      architecture: text,
      storageDriver: text,
      liveRestore: flag,
      dataRoot: text,
      firewallBackend: text,
      securityOptions: texts,
    }),
    membership,
    certificate: fc.record({ notBefore: text, notAfter: text }),
    networks: few(network),
    swarm: fc.record({
      id: text,
      addressPools: texts,
      subnetSize: uint32,
      dataPathPort: uint32,
      autolock: flag,
      nodes: few(node),
    }),
  },
  { requiredKeys: ['kind', 'engine', 'membership', 'networks'] },
);

export const hostFacts: Arbitrary<HostFacts> = fc.record({
  observedAt: someText,
  machine,
  docker: fc.oneof(docker, fc.record({ kind: kindOf('unknown'), reason: text })),
});

type Actions = { [K in CommandKind]: Arbitrary<ActionOf<CommandKind> & { kind: K }> };

/** An action of every kind; a kind that is missing here does not compile. */
export const actions: Actions = {
  ...checkActions,
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
    args: fc.record(
      {
        name: someText,
        attachable: flag,
        internal: flag,
        encrypted: flag,
        subnets: texts,
        mtu: positive,
        labels,
      },
      { requiredKeys: ['name', 'attachable', 'internal', 'encrypted', 'subnets', 'labels'] },
    ),
  }),
  ensureNetworkAbsent: fc.record({
    kind: kindOf('ensureNetworkAbsent'),
    args: fc.record({ name: someText }),
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
    }),
  }),
  fc.record({ kind: kindOf('result'), result: commandResult }),
  fc.record({ kind: kindOf('facts'), facts: hostFacts }),
  fc.constant({ kind: 'heartbeat' as const }),
);

export const coordinatorMessage: Arbitrary<CoordinatorMessage> = fc.oneof(
  fc.record({
    kind: kindOf('welcome'),
    welcome: fc.record({ sessionId: someText, heartbeatPeriodMs: positive }),
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
);
