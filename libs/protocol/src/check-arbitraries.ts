import type {
  Collected,
  Opened,
  PortHolder,
  ProbePort,
  Sent,
  StoppedBy,
  TcpOutcome,
} from '@muster/probe';
import fc, { type Arbitrary } from 'fast-check';
import type { ActionOf, ProbesSent } from './command.js';

// Everything that the two sides can say to each other in a port mesh check, for property tests.

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const uint16 = fc.integer({ min: 0, max: 65_535 });
const index = fc.integer({ min: 1, max: 65_535 });
const address = fc.oneof(fc.ipV4(), fc.ipV6());
const nonce = fc
  .uint8Array({ minLength: 8, maxLength: 8 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const few = <T>(item: Arbitrary<T>) => fc.array(item, { maxLength: 4 });
const kindOf = <K extends string>(kind: K) => fc.constant(kind);

const protocol = fc.constantFrom('tcp' as const, 'udp' as const, 'esp' as const);
/** Few different ones, so that rows of one port stand beside each other now and then. */
const onePort = { protocol, port: fc.oneof(fc.constantFrom(0, 2377, 7946), uint16) };
const port: Arbitrary<ProbePort> = fc.record(onePort);

const target = fc.record({
  peer: index,
  address,
  dataAddress: address,
  ports: few(port),
  sizes: few(uint16),
});

type CheckKind = 'openWitness' | 'sendProbes' | 'collectWitness';
type CheckActions = { [K in CheckKind]: Arbitrary<ActionOf<CheckKind> & { kind: K }> };

export const checkActions: CheckActions = {
  openWitness: fc.record({
    kind: kindOf('openWitness'),
    args: fc.record({
      checkId: someText,
      nonce,
      lifetimeMs: uint32,
      index,
      address,
      dataAddress: address,
      ports: few(port),
      trace: few(fc.record({ peer: index, address })),
      arrivalsOnly: fc.boolean(),
    }),
  }),
  sendProbes: fc.record({
    kind: kindOf('sendProbes'),
    args: fc.record({
      checkId: someText,
      nonce,
      packets: fc.integer({ min: 1, max: 100 }),
      targets: few(target),
      atOnce: fc.boolean(),
    }),
  }),
  collectWitness: fc.record({
    kind: kindOf('collectWitness'),
    args: fc.record({ checkId: someText, expected: uint32, patienceMs: uint32 }),
  }),
};

const holder: Arbitrary<PortHolder> = fc.oneof(
  fc.record({ kind: fc.constantFrom('engine' as const, 'agent' as const, 'free' as const) }),
  fc.record({ kind: kindOf('other'), process: text, pid: uint32 }),
  fc.record({ kind: kindOf('unknown'), reason: text }),
);

export const opened: Arbitrary<Opened> = fc.record(
  { witnessMissing: someText, holders: few(fc.record({ ...onePort, holder })) },
  { requiredKeys: ['holders'] },
);

const tcp: Arbitrary<TcpOutcome> = fc.oneof(
  fc.record({ kind: fc.constantFrom('refused' as const, 'silent' as const) }),
  fc.record({ kind: kindOf('unreachable'), errno: text }),
  fc.record({
    kind: kindOf('connected'),
    // The wire counts microseconds.
    rttMs: uint32.map((us) => us / 1_000),
    peer: fc.oneof(
      fc.record({ kind: kindOf('agent'), index: uint16 }),
      fc.record({ kind: kindOf('swarm'), clusterId: text, role: text, nodeId: text }),
      fc.record({ kind: kindOf('unnamed'), detail: text }),
    ),
  }),
);

const sent: Arbitrary<Sent> = fc.record(
  { ...onePort, peer: uint32, packets: uint32, errno: text, tcp },
  { requiredKeys: ['protocol', 'port', 'peer', 'packets'] },
);

const size = fc.record({ peer: uint32, size: fc.constantFrom(1280, 1450, 1500), packets: uint32 });

export const probesSent: Arbitrary<ProbesSent> = fc.record({
  probes: few(sent),
  sizes: few(size),
});

const point = fc.constantFrom(...(['sent', 'left'] as const), ...(['arrived', 'passed'] as const));

const stoppedBy: Arbitrary<StoppedBy> = fc.record(
  {
    ...onePort,
    peer: uint32,
    side: fc.constantFrom('source' as const, 'destination' as const),
    backend: fc.constantFrom(
      ...(['nftables', 'iptables'] as const),
      ...(['ufw', 'firewalld'] as const),
    ),
    family: text,
    table: text,
    chain: text,
    rule: someText,
    handle: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    zone: someText,
    verdict: fc.constantFrom('drop' as const, 'reject' as const),
  },
  {
    requiredKeys: [
      ...(['protocol', 'port', 'peer', 'side', 'backend'] as const),
      ...(['family', 'table', 'chain', 'verdict'] as const),
    ],
  },
);

export const collected: Arbitrary<Collected> = fc.record({
  tallies: few(
    fc.record(
      {
        ...onePort,
        point,
        peer: uint32,
        packets: uint32,
        from: fc.array(address, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['protocol', 'port', 'point', 'peer', 'packets'] },
    ),
  ),
  syns: few(fc.record({ point, port: fc.constantFrom(2377, 7946), address, packets: uint32 })),
  sizes: few(size),
  refusals: few(fc.record({ ...onePort, from: address, how: text, address })),
  stoppedBy: few(stoppedBy),
  arrivalsOnly: fc.boolean(),
});
