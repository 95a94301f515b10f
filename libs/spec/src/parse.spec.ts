import { describe, expect, it } from 'vitest';
import { fleetSpecJsonSchema, parseFleetSpec, parseNetworkSpec } from './index.js';

const design = `
version: 1
fleet: production
swarm:
  addressPools: [10.200.0.0/14]     # init-only in Docker
  subnetSize: 24
  dataPathPort: 4789
  autolock: false
hosts:
  - { name: web-1, role: manager, advertiseAddress: 192.0.2.11, labels: { zone: a } }
  - { name: web-2, role: worker, dataPathAddress: 198.51.100.12, availability: active }
networks:
  - { name: backend }
  - { name: shared, attachable: true, subnets: [10.204.0.0/24] }
  - { name: vault, attachable: true, encrypted: true, mtu: 1400 }
`;

const pools = { addressPools: ['10.200.0.0/14'], subnetSize: 24, dataPathPort: 4789 };
const web1 = { name: 'web-1', advertiseAddress: '192.0.2.11', labels: { zone: 'a' } };
/** A spec that is right, with other parts in place of its own. */
const spec = (parts: { hosts?: string; networks?: string; swarm?: string; more?: string } = {}) =>
  [
    'version: 1',
    'fleet: lab',
    `swarm: ${parts.swarm ?? '{}'}`,
    `hosts: ${parts.hosts ?? '[{ name: a, role: manager }]'}`,
    `networks: ${parts.networks ?? '[]'}`,
    parts.more ?? '',
  ].join('\n');

function findingsOf(text: string | Uint8Array) {
  const parsed = parseFleetSpec(text);
  return parsed.ok ? [] : parsed.findings;
}

const seenIn = (text: string | Uint8Array) =>
  findingsOf(text).map(({ line, message }) => `${line}: ${message}`);

function parsedSpec(text: string) {
  const parsed = parseFleetSpec(text);
  expect(parsed).toMatchObject({ ok: true });
  return parsed.ok ? parsed.spec : undefined;
}

describe('a right spec', () => {
  it('has its defaults filled in', () => {
    const host = { role: 'worker', availability: 'active', labels: {} };
    const shared = { subnet: '10.204.0.0/24', auxAddresses: {} };
    expect(parsedSpec(design)).toEqual({
      version: 1,
      fleet: 'production',
      swarm: { ...pools, autolock: false, reserved: [] },
      hosts: [
        { ...host, ...web1, role: 'manager' },
        { ...host, name: 'web-2', dataPathAddress: '198.51.100.12' },
      ],
      networks: [
        network({ name: 'backend' }),
        network({ name: 'shared', attachable: true, subnets: [shared] }),
        network({ name: 'vault', attachable: true, encrypted: true, mtu: 1400 }),
      ],
    });
  });

  it('may be JSON, indented by tabs', () => {
    const value = { version: 1, fleet: 'lab', hosts: [{ name: 'a', role: 'manager' }] };
    expect(parsedSpec(JSON.stringify(value, null, '\t'))?.hosts).toHaveLength(1);
  });

  it('may be bytes, with a byte order mark', () => {
    const bytes = new TextEncoder().encode(`\ufeff${design}`);
    expect(parseFleetSpec(bytes).ok).toBe(true);
  });

  it('may share parts by aliases, a thousand times', () => {
    const hosts = Array.from({ length: 999 }, (_, i) => `  - { name: w${i}, labels: *common }`);
    const text = `version: 1\nfleet: lab\nhosts:\n  - { name: a, labels: &common { zone: a } }\n`;
    expect(parsedSpec(text + hosts.join('\n'))?.hosts[999]?.labels).toEqual({ zone: 'a' });
  });

  it('may leave out swarm and networks', () => {
    const parsed = parsedSpec('version: 1\nfleet: lab\nhosts: [{ name: a }]');
    expect(parsed).not.toHaveProperty('swarm');
    expect(parsed?.networks).toEqual([]);
  });
});

function network(parts: object) {
  const flags = {
    attachable: false,
    internal: false,
    encrypted: false,
    ingress: false,
    ipv6: false,
  };
  return { ...flags, subnets: [], vnis: [], options: {}, labels: {}, ...parts };
}

describe('keys and types', () => {
  it('names the known key that an unknown one is nearest to, with its line', () => {
    const [finding] = findingsOf(spec({ hosts: '\n  - name: a\n    rol: manager' }));
    expect(finding).toMatchObject({
      id: 'spec-unknown-key',
      severity: 'blocker',
      path: 'hosts[0].rol',
      line: 6,
      message: 'hosts[0].rol is no known key',
      remedy: ['Did you mean "role"?'],
    });
  });

  it('lists the known keys when none is near', () => {
    const [finding] = findingsOf(spec({ swarm: '{ colour: blue }' }));
    expect(finding?.remedy).toEqual([
      'Known keys: addressPools, subnetSize, dataPathPort, autolock, reserved.',
    ]);
  });

  it.each([
    ['hosts: 5', 'hosts must be a list, not 5'],
    ['hosts: [web-1]', 'hosts[0] must be a mapping of keys to values, not the text "web-1"'],
    ['hosts: [{ name: 5 }]', 'hosts[0].name must be text, not 5'],
    ['hosts: []', 'hosts names no host'],
    ['hosts: [{ role: worker }]', 'hosts[0].name is missing'],
    ['hosts: [{ name: a, role: boss }]', 'hosts[0].role must be one of manager, worker'],
    ['hosts: [{ name: a }]\nswarm:', 'swarm must be a mapping of keys to values, not empty'],
    ['hosts: [{ name: a, labels: { zone: 1 } }]', 'hosts[0].labels.zone must be text, not 1'],
  ])('%s: %s', (text, message) => {
    const found = findingsOf(`version: 1\nfleet: lab\n${text}`);
    expect(found.map((finding) => finding.message)).toEqual([message]);
  });

  it('says which version there is', () => {
    expect(seenIn(spec().replace('version: 1', 'version: 2'))).toEqual(['1: version must be 1']);
  });

  it('answers another word than auto for an mtu with what can be given', () => {
    const [finding] = findingsOf(spec({ networks: '[{ name: vault, mtu: wide }]' }));
    expect(finding?.message).toBe('networks[0].mtu must be auto or a whole number of bytes');
  });
});

describe('values', () => {
  it.each([
    [{ hosts: '[{ name: Web_1 }]' }, 'hosts[0].name must be 1 to 63 characters of a-z'],
    [{ hosts: '[{ name: a, advertiseAddress: eth0 }]' }, 'must be the address of a host'],
    [{ hosts: '[{ name: a, advertiseAddress: 0.0.0.0 }]' }, 'must be the address of a host'],
    [{ hosts: '[{ name: a, listenAddress: "0.0.0.0:0" }]' }, 'must be an address, with or without'],
    [{ hosts: '[{ name: a, labels: { "a b": c } }]' }, 'hosts[0].labels["a b"] is no valid key'],
    [{ networks: '[{ name: a.b }]' }, 'networks[0].name must be letters, digits'],
    [{ networks: '[{ name: ingress }]' }, 'is ingress, a network that Docker makes by itself'],
    [{ networks: '[{ name: host }]' }, 'is host, a network that Docker makes by itself'],
    [{ networks: '[{ name: n, subnets: [10.0.0.0] }]' }, 'must be an address block'],
    [{ networks: '[{ name: n, subnets: [10.0.0.7/24] }]' }, 'write 10.0.0.0/24'],
    [{ networks: '[{ name: n, subnets: [10.0.0.0/31] }]' }, 'has no room for hosts'],
    [{ networks: '[{ name: n, subnets: [127.0.0.0/24] }]' }, 'is loopback'],
    [{ networks: '[{ name: n, mtu: 100 }]' }, 'networks[0].mtu must be from 576 to 65535'],
    [{ swarm: '{ dataPathPort: 80 }' }, 'swarm.dataPathPort must be from 1024 to 49151'],
    [{ swarm: '{ subnetSize: 30 }' }, 'swarm.subnetSize must be from 8 to 29'],
    [{ swarm: '{ addressPools: ["fd00::/64"] }' }, 'must be an IPv4 address block'],
    [{ swarm: '{ addressPools: [10.0.0.0/26] }' }, 'is too small to cut subnets of /24 from it'],
  ])('%j: %s', (parts, message) => {
    const found = findingsOf(spec(parts));
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(message);
  });

  it.each(['0.0.0.0', '0.0.0.0:2377', '[::]:2377', 'fd00::1'])('listens on %s', (address) => {
    const hosts = `[{ name: a, listenAddress: "${address}" }]`;
    expect(seenIn(spec({ hosts }))).toEqual([]);
  });
});

describe('rules between fields', () => {
  it('finds names given twice', () => {
    const hosts = '\n  - name: a\n  - name: b\n  - name: a';
    const networks = '\n  - name: n\n  - name: n';
    expect(seenIn(spec({ hosts, networks }))).toEqual([
      '7: hosts[2].name is a, as hosts[0].name is',
      '10: networks[1].name is n, as networks[0].name is',
    ]);
  });

  it('finds addresses given twice', () => {
    const hosts =
      '[{ name: a, advertiseAddress: 192.0.2.1 }, { name: b, advertiseAddress: 192.0.2.1 }]';
    expect(seenIn(spec({ hosts }))).toEqual([
      '4: hosts[1].advertiseAddress is 192.0.2.1, as hosts[0].advertiseAddress is',
    ]);
  });

  it('finds subnets that overlap, in whatever order they stand', () => {
    const networks =
      '[{ name: m, subnets: [10.1.9.0/24] }, { name: n, subnets: [10.1.0.0/16, 10.2.0.0/16] }]';
    expect(seenIn(spec({ networks }))).toEqual([
      '5: networks[0].subnets[0] is 10.1.9.0/24 and overlaps 10.1.0.0/16, networks[1].subnets[0]',
    ]);
  });

  it('lets subnets of one family lie beside those of the other', () => {
    const networks = '[{ name: m, subnets: [10.1.0.0/24, "fd00::/64"] }]';
    expect(seenIn(spec({ networks }))).toEqual([]);
  });

  it('is checked although other parts are wrong, all at once, in the order of the text', () => {
    const hosts = '\n  - { name: a, rol: manager }\n  - { name: a, role: 5 }';
    const networks = '\n  - { name: n, mtu: wide }\n  - { name: ingress }';
    const found = findingsOf(spec({ hosts, networks, more: 'network: []' }));
    expect(found.map(({ id, path, line }) => `${line} ${path} ${id}`)).toEqual([
      '5 hosts[0].rol spec-unknown-key',
      '6 hosts[1].role spec-invalid',
      '6 hosts[1].name host-name-duplicate',
      '8 networks[0].mtu spec-invalid',
      '9 networks[1].name network-name-reserved',
      '10 network spec-unknown-key',
    ]);
  });
});

describe('one network by itself', () => {
  it('is checked as in a spec, with paths from the network', () => {
    const value = { name: 'ingress', atachable: true, subnets: ['10.0.0.0/24', '10.0.0.0/25'] };
    const parsed = parseNetworkSpec(value);
    expect(parsed.ok ? [] : parsed.findings.map((finding) => finding.message)).toEqual([
      'atachable is no known key',
      'name is ingress, a network that Docker makes by itself',
      'subnets[1] is 10.0.0.0/25 and overlaps 10.0.0.0/24, subnets[0]',
    ]);
  });

  it('has its defaults filled in', () => {
    expect(parseNetworkSpec({ name: 'n' })).toEqual({ ok: true, network: network({ name: 'n' }) });
  });

  it.each([undefined, null, 5, 'n', []])('%j is none', (value) => {
    expect(parseNetworkSpec(value).ok).toBe(false);
  });
});

it('is published as JSON Schema', () => {
  expect(fleetSpecJsonSchema()).toMatchObject({
    type: 'object',
    required: ['version', 'fleet', 'hosts'],
    additionalProperties: false,
    properties: { hosts: { items: { required: ['name'] } } },
  });
});
