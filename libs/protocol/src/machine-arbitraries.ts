import {
  type CapabilityName,
  type Capability,
  capabilityNames,
  type InterfaceFact,
  type MachineFacts,
} from '@muster/inventory';
import fc, { type Arbitrary } from 'fast-check';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const texts = fc.array(text, { maxLength: 3 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const portState = fc.constantFrom('bound' as const, 'free' as const, 'unknown' as const);
const presence = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);

const capabilities = fc.record(
  Object.fromEntries(
    capabilityNames.map((name) => [name, fc.record({ state: presence, how: text })]),
  ) as Record<CapabilityName, Arbitrary<Capability>>,
);

const interfaceFact: Arbitrary<InterfaceFact> = fc.record(
  {
    name: text,
    addresses: texts,
    mtu: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    driver: someText,
    link: fc.constantFrom('up' as const, 'down' as const),
    mac: someText,
    txChecksum: fc.constantFrom('on' as const, 'off' as const),
  },
  { requiredKeys: ['name', 'addresses'] },
);

export const machine: Arbitrary<MachineFacts> = fc.record(
  {
    hostname: text,
    machineId: text,
    bootId: text,
    kernel: text,
    container: text,
    interfaces: fc.array(interfaceFact, { maxLength: 3 }),
    routes: fc.record({
      routes: fc.array(fc.record({ destination: text, gateway: text, interface: text }), {
        maxLength: 3,
      }),
      complete: fc.boolean(),
    }),
    resolvers: texts,
    capabilities,
    neighbours: fc.record({ limit: uint32, entries: uint32 }),
    firewall: fc.record({
      iptables: fc.constantFrom('nft' as const, 'legacy' as const, 'unknown' as const),
      legacyTables: texts,
      ufw: presence,
      firewalld: presence,
    }),
    gossipPort: fc.record({ tcp: portState, udp: portState }),
  },
  {
    requiredKeys: [
      ...(['hostname', 'machineId', 'bootId', 'kernel', 'container', 'interfaces'] as const),
      ...(['routes', 'resolvers', 'capabilities', 'firewall', 'gossipPort'] as const),
    ],
  },
);
