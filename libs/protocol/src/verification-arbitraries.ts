import fc, { type Arbitrary } from 'fast-check';
import type { ActionOf, CommandValue } from './command.js';
import type { VerificationArgs, VerificationKind, VerificationReport } from './verification.js';

// What a verification can say, for the tests of its codec.

const someText = fc.string({ minLength: 1, maxLength: 12 });
const texts = fc.array(someText, { maxLength: 3 });
const flag = fc.boolean();
const uint32 = fc.nat();
const uints = fc.array(uint32, { maxLength: 4 });
const hex = fc.stringMatching(/^[0-9a-f]{16}$/);
const ofVerification = { verificationId: hex };

const program = fc.record({ node: someText, script: someText, inImage: flag, libraries: texts });

const verificationArgs: {
  readonly [K in VerificationKind]: Arbitrary<VerificationArgs[K]>;
} = {
  prepareVerification: fc.record({
    ...ofVerification,
    ...{ lifetimeMs: uint32, dataPathPort: uint32, vnis: uints },
  }),
  startVerification: fc.record({
    ...{ ...ofVerification, networkId: someText, nonce: hex, nodeIds: texts },
    ...{ otherNodeIds: texts, subnets: texts, keep: texts, withVip: flag },
    ...{ bulkBytes: uint32, lifetimeMs: uint32, namePatienceMs: uint32 },
    answerPatienceMs: uint32,
    groups: fc.array(fc.record({ program, hosts: uints }), { maxLength: 2 }),
  }),
  watchVerification: fc.record({ ...ofVerification, waitMs: uint32, expected: uint32 }),
  awaitVerification: fc.record(ofVerification),
  collectVerification: fc.record(ofVerification),
  endVerification: fc.record({ ...ofVerification, keep: texts }),
  clearVerification: fc.record(ofVerification),
  sweepVerifications: fc.record({ keep: texts }),
};

type Actions = { readonly [K in VerificationKind]: Arbitrary<ActionOf<K>> };

export const verificationActions = Object.fromEntries(
  Object.entries(verificationArgs).map(([kind, args]) => [
    kind,
    fc.record({ kind: fc.constant(kind), args: args as Arbitrary<object> }),
  ]),
  // fromEntries forgets which arguments belong to which kind.
) as unknown as Actions;

const tcp = fc.constantFrom('connected' as const, 'refused', 'timeout', 'unreachable');
const bulkMs = uint32.map((micros) => micros / 1_000);

const report: Arbitrary<VerificationReport> = fc.record({
  task: fc.record(
    {
      ...{ index: uint32, addresses: texts, mtu: uint32, resolved: texts },
      sent: fc.array(
        fc.record(
          { address: someText, udpError: someText, tcp },
          { requiredKeys: ['address', 'tcp'] },
        ),
        { maxLength: 3 },
      ),
      received: fc.array(
        fc.record({
          ...{ peer: uint32, small: uint32, full: uint32, tcp: flag },
          ...{ bulkBytes: uint32, bulkMs },
        }),
        { maxLength: 3 },
      ),
      vip: fc.record({ address: fc.string({ maxLength: 5 }), answered: flag }),
    },
    { requiredKeys: ['index', 'addresses', 'mtu', 'resolved', 'sent', 'received'] },
  ),
  wire: fc.oneof(
    fc.record({ kind: fc.constant('unknown' as const), reason: someText }),
    fc.array(
      fc.record({
        ...{ address: someText, espOut: uint32, espIn: uint32 },
        ...{ plainOut: uint32, plainIn: uint32 },
      }),
      { maxLength: 3 },
    ),
  ),
});

export const verificationValues: readonly Arbitrary<CommandValue[VerificationKind]>[] = [
  fc.record({ program, wireMissing: someText }, { requiredKeys: ['program'] }),
  fc.record({
    tasks: fc.array(fc.record({ nodeId: someText, running: flag, detail: fc.string() }), {
      maxLength: 3,
    }),
  }),
  report,
];
