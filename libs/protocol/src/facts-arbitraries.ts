import type {
  DockerDelta,
  DockerFacts,
  EngineFacts,
  FactsDelta,
  HostFacts,
  ListDelta,
  Membership,
  NetworkFact,
  NodeFact,
  ServiceFact,
  SwarmDelta,
  SwarmSettings,
} from '@muster/inventory';
import fc, { type Arbitrary } from 'fast-check';
import { machine } from './machine-arbitraries.js';

/** Well-formed Unicode: a lone surrogate does not survive UTF-8. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const texts = fc.array(text, { maxLength: 3 });
const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const revision = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
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
  fc.record(
    {
      ...{ kind: kindOf('member'), nodeId: text, role, address: text, managers: few(manager) },
      dataPathAddress: someText,
    },
    { requiredKeys: ['kind', 'nodeId', 'role', 'address', 'managers'] },
  ),
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
  subnets: few(
    fc.record(
      {
        ...{ subnet: text, gateway: text, ipRange: someText },
        use: fc.record({ inUse: count, available: count }),
      },
      { requiredKeys: ['subnet', 'gateway'] },
    ),
  ),
  options: labels,
  labels,
  vnis: few(uint32),
  createdAt: text,
  peers: few(fc.record({ name: text, address: text })),
  orphans: few(fc.record({ endpointId: text, name: text, ipv4Address: text })),
  attachments: few(
    fc.record(
      {
        containerId: text,
        name: text,
        ipv4Address: text,
        ipv6Address: text,
        macAddress: text,
        image: text,
        task: fc.record({ taskId: text, serviceId: text, service: text }),
      },
      {
        requiredKeys: [
          ...(['containerId', 'name', 'ipv4Address', 'ipv6Address'] as const),
          ...(['macAddress', 'image'] as const),
        ],
      },
    ),
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

const service: Arbitrary<ServiceFact> = fc.record(
  {
    serviceId: text,
    name: text,
    image: text,
    mode: text,
    replicas: uint32,
    endpointMode: fc.constantFrom('vip' as const, 'dnsrr' as const),
    labels,
    networks: few(fc.record({ networkId: text, virtualIp: text })),
  },
  {
    requiredKeys: [
      ...(['serviceId', 'name', 'image', 'mode'] as const),
      ...(['endpointMode', 'labels', 'networks'] as const),
    ],
  },
);

const engine: Arbitrary<EngineFacts> = fc.record({
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
});

const certificate = fc.record({ notBefore: text, notAfter: text });

const settings: Arbitrary<SwarmSettings> = fc.record({
  id: text,
  addressPools: texts,
  subnetSize: uint32,
  dataPathPort: uint32,
  autolock: flag,
});

const docker: Arbitrary<DockerFacts> = fc.record(
  {
    ...{ kind: kindOf('known'), engine, membership, certificate },
    networks: few(network),
    swarm: fc
      .tuple(settings, few(node), few(service))
      .map(([about, nodes, services]) => ({ ...about, nodes, services })),
  },
  { requiredKeys: ['kind', 'engine', 'membership', 'networks'] },
);

const dockerUnknown = fc.record({ kind: kindOf('unknown'), reason: text });

export const hostFacts: Arbitrary<HostFacts> = fc.record(
  {
    ...{ observedAt: someText, revision, follows: flag, machine },
    docker: fc.oneof(docker, dockerUnknown),
  },
  { requiredKeys: ['observedAt', 'follows', 'machine', 'docker'] },
);

const listDelta = <T>(item: Arbitrary<T>): Arbitrary<ListDelta<T>> =>
  fc.record({ put: few(item), removed: texts });

const swarmDelta: Arbitrary<SwarmDelta> = fc.record(
  { settings, nodes: listDelta(node), services: listDelta(service) },
  { requiredKeys: ['nodes', 'services'] },
);

const dockerDelta: Arbitrary<DockerDelta> = fc.record(
  {
    ...{ kind: kindOf('known'), engine, membership },
    certificate: fc.option(certificate),
    swarm: fc.option(swarmDelta),
    networks: listDelta(network),
  },
  { requiredKeys: ['kind', 'networks'] },
);

export const factsDelta: Arbitrary<FactsDelta> = fc.record(
  {
    ...{ base: revision, revision, observedAt: someText, follows: flag, machine },
    docker: fc.oneof(dockerDelta, dockerUnknown),
  },
  { requiredKeys: ['base', 'revision', 'observedAt', 'follows'] },
);
