import {
  type AttachmentFact,
  type DockerFacts,
  type HostFacts,
  type Membership,
  type NetworkFact,
  type NodeFact,
  orderedFacts,
  type ServiceFact,
  unseenMachine,
} from '@muster/inventory';
import fc, { type Arbitrary } from 'fast-check';

// Few values each, so that two of them are often alike.
const few = (...words: readonly string[]) => fc.constantFrom(...words);
const distinct = <T>(item: Arbitrary<T>, idOf: (item: T) => string) =>
  fc.uniqueArray(item, { maxLength: 4, selector: idOf });

const attachment: Arbitrary<AttachmentFact> = few('c1', 'c2', 'c3').map((containerId) => ({
  ...{
    containerId,
    name: containerId,
    ipv4Address: '',
    ipv6Address: '',
    macAddress: '',
    image: '',
  },
}));

const network: Arbitrary<NetworkFact> = fc.record({
  id: few('n1', 'n2', 'n3', '__proto__', 'constructor'),
  name: few('a', 'b', 'ü\n'),
  driver: few('overlay', 'bridge'),
  scope: fc.constantFrom('local' as const, 'swarm' as const),
  attachable: fc.boolean(),
  internal: fc.constant(false),
  ingress: fc.boolean(),
  encrypted: fc.constant(false),
  subnets: fc.constantFrom([], [{ subnet: '10.0.0.0/24', gateway: '10.0.0.1' }]),
  options: fc.constantFrom({}, { x: '' }),
  labels: fc.constantFrom<Record<string, string>>({}, { team: 'a' }, { toString: 'b' }),
  vnis: fc.constantFrom([], [4097]),
  createdAt: fc.constant(''),
  peers: fc.constantFrom([], [{ name: 'p', address: '192.0.2.1' }]),
  attachments: distinct(attachment, ({ containerId }) => containerId),
  orphans: fc.constant([]),
});

const node: Arbitrary<NodeFact> = fc.record({
  nodeId: few('x', 'y'),
  hostname: fc.constant('h'),
  role: fc.constantFrom('manager' as const, 'worker' as const),
  availability: fc.constant('active' as const),
  state: fc.constantFrom('ready' as const, 'down' as const),
  address: fc.constant('192.0.2.1'),
  labels: fc.constant({}),
  engineVersion: fc.constant('28.5.2'),
});

const service: Arbitrary<ServiceFact> = fc.record({
  serviceId: few('s1', 's2'),
  name: few('web', 'db'),
  image: few('web:1', 'web:2'),
  mode: fc.constant('global'),
  endpointMode: fc.constant('vip' as const),
  labels: fc.constant({}),
  networks: fc.constantFrom([], [{ networkId: 'n1', virtualIp: '10.0.0.2/24' }]),
});

const membership: Arbitrary<Membership> = fc.constantFrom<Membership>(
  { kind: 'none' },
  { kind: 'joining', reason: 'still trying' },
  { kind: 'member', nodeId: 'x', role: 'manager', address: '192.0.2.1', managers: [] },
);

const engine = (version: string): DockerFacts['engine'] => ({
  ...{ id: 'e', version, apiVersion: '1.51', hostname: 'h', operatingSystem: '' },
  ...{ architecture: '', storageDriver: '', liveRestore: false, dataRoot: '' },
  ...{ firewallBackend: '', securityOptions: [] },
});

const docker: Arbitrary<DockerFacts> = fc.record(
  {
    kind: fc.constant('known' as const),
    engine: few('20.10.24', '28.5.2').map(engine),
    membership,
    certificate: fc.constantFrom({ notBefore: 'a', notAfter: 'b' }),
    networks: distinct(network, ({ id }) => id),
    swarm: fc.record({
      ...{ id: few('swarm'), addressPools: fc.constant([]), subnetSize: fc.constant(24) },
      ...{ dataPathPort: fc.constantFrom(4789, 4790), autolock: fc.constant(false) },
      nodes: distinct(node, ({ nodeId }) => nodeId),
      services: distinct(service, ({ serviceId }) => serviceId),
    }),
  },
  { requiredKeys: ['kind', 'engine', 'membership', 'networks'] },
);

/** Facts as an agent may see them, in order. */
export const someFacts: Arbitrary<HostFacts> = fc
  .record({
    observedAt: few('2030-01-01T00:00:00Z', '2030-01-01T00:00:01Z'),
    follows: fc.boolean(),
    machine: few('host', 'other').map((hostname) => ({ ...unseenMachine, hostname })),
    docker: fc.oneof(
      { weight: 4, arbitrary: docker },
      { weight: 1, arbitrary: fc.constant({ kind: 'unknown' as const, reason: 'stopped' }) },
    ),
  })
  .map(orderedFacts);
