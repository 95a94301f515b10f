import { describe, expect, it } from 'vitest';
import { parseFleetSpec } from './index.js';

/** A spec whose networks are these. */
const spec = ({ networks, swarm }: { networks: string; swarm: string }) =>
  [
    ...['version: 1', 'fleet: lab', `swarm: ${swarm}`, 'hosts: [{ name: a, role: manager }]'],
    `networks: ${networks}`,
  ].join('\n');

describe('networks', () => {
  const networksIn = (text: string) => {
    const parsed = parseFleetSpec(spec({ networks: `[${text}]`, swarm: '{}' }));
    return parsed.ok ? parsed.spec.networks : parsed.findings;
  };
  const wrong = (text: string, swarm = '{}') =>
    findingsOf(spec({ networks: `[${text}]`, swarm })).map(({ id, path }) => `${path} ${id}`);

  it('may have every option of an overlay', () => {
    const parts =
      'subnet: 10.1.0.0/24, gateway: 10.1.0.9, ipRange: 10.1.0.128/25, auxAddresses: { nas: 10.1.0.7 }';
    const text = `{ name: n, subnets: [{ ${parts} }, 10.2.0.0/24], mtu: auto, vnis: [5001], expectedEndpoints: 40, options: { a: b } }`;
    const full = {
      gateway: '10.1.0.9',
      ipRange: '10.1.0.128/25',
      auxAddresses: { nas: '10.1.0.7' },
    };
    expect(networksIn(text)).toEqual([
      network({
        name: 'n',
        subnets: [subnet('10.1.0.0/24', full), subnet('10.2.0.0/24')],
        ...{ mtu: 'auto', vnis: [5001], expectedEndpoints: 40, options: { a: 'b' } },
      }),
    ]);
  });

  it('may have the routing mesh among them', () => {
    expect(networksIn('{ name: ingress, ingress: true }')).toMatchObject([{ ingress: true }]);
  });

  it.each([
    [
      '{ name: n, subnets: [{ subnet: 10.1.0.0/24, gateway: 10.2.0.1 }] }',
      'subnets[0].gateway subnet-part-outside',
    ],
    [
      '{ name: n, subnets: [{ subnet: 10.1.0.0/24, ipRange: 10.2.0.0/25 }] }',
      'subnets[0].ipRange subnet-part-outside',
    ],
    [
      '{ name: n, subnets: [{ subnet: 10.1.0.0/24, auxAddresses: { nas: 10.2.0.1 } }] }',
      'subnets[0].auxAddresses.nas subnet-part-outside',
    ],
    [
      '{ name: n, subnets: [{ subnet: 10.1.0.0/24, gatway: 10.1.0.1 }] }',
      'subnets[0].gatway spec-unknown-key',
    ],
    ['{ name: n, subnets: [10.1.0.0/40] }', 'subnets[0] spec-invalid'],
    ['{ name: n, ipv6: true }', 'ipv6 ipv6-without-subnet'],
    ['{ name: n, vnis: [1, 2] }', 'vnis vnis-too-many'],
    ['{ name: n, options: { encrypted: "" } }', 'options.encrypted option-has-key'],
    ['{ name: m, ingress: true, attachable: true }', 'attachable ingress-attachable'],
  ])('%s is refused', (text, expected) => {
    expect(wrong(text)).toEqual([`networks[0].${expected}`]);
  });

  it('may not share identifiers, be two routing meshes, or be in a reserved block', () => {
    expect(wrong('{ name: n, vnis: [7] }, { name: m, vnis: [7] }')).toEqual([
      'networks[1].vnis[0] vni-duplicate',
    ]);
    expect(wrong('{ name: n, ingress: true }, { name: m, ingress: true }')).toEqual([
      'networks[1].ingress ingress-duplicate',
    ]);
    expect(wrong('{ name: n, subnets: [10.1.0.0/24] }', '{ reserved: [10.0.0.0/9] }')).toEqual([
      'networks[0].subnets[0] subnet-overlaps',
    ]);
  });
});

function findingsOf(text: string) {
  const parsed = parseFleetSpec(text);
  return parsed.ok ? [] : parsed.findings;
}

function network(parts: object) {
  const flags = { attachable: false, internal: false, encrypted: false, ingress: false };
  return { ...flags, ipv6: false, subnets: [], vnis: [], options: {}, labels: {}, ...parts };
}

function subnet(text: string, more: object = {}) {
  return { subnet: text, auxAddresses: {}, ...more };
}
