import type { CreateOverlay } from '@muster/inventory';
import fc, { type Arbitrary } from 'fast-check';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const flag = fc.boolean();
const positive = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const words = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  text,
  { maxKeys: 3, noNullPrototype: true },
);

const subnet = fc.record(
  { subnet: someText, gateway: someText, ipRange: someText, auxAddresses: words },
  { requiredKeys: ['subnet', 'auxAddresses'] },
);

export const overlay: Arbitrary<CreateOverlay> = fc.record(
  {
    name: someText,
    ...{ attachable: flag, internal: flag, encrypted: flag, ingress: flag },
    subnets: fc.array(subnet, { maxLength: 3 }),
    mtu: positive,
    vnis: fc.array(positive, { maxLength: 3 }),
    ...{ options: words, labels: words },
  },
  {
    requiredKeys: [
      ...(['name', 'attachable', 'internal', 'encrypted', 'ingress'] as const),
      ...(['subnets', 'vnis', 'options', 'labels'] as const),
    ],
  },
);
