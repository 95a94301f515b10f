import type { EngineFacts } from '@muster/inventory';
import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { hostFindings } from '../../index.js';

const pair = aFleet().manager('a').worker('b');
const secret = pair.network('vault', { encrypted: true });
const free = anInventory().none('a').none('b');
const engines = (a: string, b: string) =>
  free.facts('a', { engine: { version: a } }).facts('b', { engine: { version: b } });

const seen = (...[spec, inventory]: Parameters<typeof hostFindings>) =>
  hostFindings(spec, inventory)
    .filter(({ id }) => id !== 'engine-encryption-advisory' && id !== 'engine-api-minimum')
    .map(({ id, severity, hosts }) => `${severity} ${id} ${hosts.join()}`);
const ids = (...[spec, inventory]: Parameters<typeof hostFindings>) =>
  hostFindings(spec, inventory).map(({ id }) => id);

describe('Engines of an encrypted network', () => {
  it.each([
    ['28.5.2', '29.2.1', []],
    ['28.5.2', '29.2.0', ['blocker engine-encryption-mixed b']],
    ['29.0.0', '29.2.1', ['blocker engine-encryption-mixed a']],
    ['29.1.3', '29.2.0', ['warning engine-encryption-mixed a,b']],
  ])('%s and %s', (a, b, expected) => {
    expect(seen(secret, engines(a, b))).toEqual(expected);
    expect(seen(pair, engines(a, b))).toEqual([]);
  });

  it('are compared with nodes that the spec does not name, too', () => {
    const inventory = anInventory()
      .facts('a', { engine: { version: '29.1.0' } })
      .facts('b', { engine: { version: '29.1.0' } })
      .member('a')
      .member('b');
    expect(seen(secret, inventory)).toEqual(['warning engine-encryption-mixed a,b']);
    expect(seen(secret, inventory.node('x'))).toEqual(['blocker engine-encryption-mixed a,b']);
  });

  it.each([
    ['20.10.24', 5789, ['engine-encryption-port']],
    ['23.0.6', 5789, ['engine-encryption-port']],
    ['23.0.7', 5789, []],
    ['24.0.2', 5789, ['engine-encryption-port']],
    ['24.0.2', 4789, []],
    ['24.0.3', 5789, []],
  ])('%s on data path port %i', (version, dataPathPort, expected) => {
    const spec = secret.swarmOf({ dataPathPort });
    expect(ids(spec, engines(version, version)).filter((id) => id.endsWith('port'))).toEqual(
      expected,
    );
    const plain = pair.swarmOf({ dataPathPort });
    expect(ids(plain, engines(version, version))).toEqual([]);
  });

  it('are judged by the port that the swarm has, whatever the spec says', () => {
    const old = engines('20.10.24', '20.10.24').member('a').member('b');
    expect(ids(secret, old.swarmOf({ dataPathPort: 5789 }))).toContain('engine-encryption-port');
  });

  it.each([
    ['20.10.23', true],
    ['20.10.24+dfsg1', false],
    ['23.0.2', true],
    ['23.0.3', false],
    ['no version', false],
    ['', false],
  ])('%s may send cleartext: %s', (version, expected) => {
    const inventory = engines(version, '28.5.2');
    expect(ids(secret, inventory).includes('engine-encryption-cleartext')).toBe(expected);
    expect(ids(pair, inventory)).toEqual([]);
  });

  it('older than the last advisory are noted', () => {
    expect(hostFindings(secret, engines('29.8.1', '29.8.2'))).toMatchObject([
      { id: 'engine-encryption-advisory', severity: 'note', hosts: ['a'] },
    ]);
  });
});

describe('the firewall', () => {
  const engine = (more: Partial<EngineFacts>) => free.facts('b', { engine: more });

  it.each([
    ['nftables', '29.5.0', ['blocker engine-firewall-backend b']],
    ['nftables+firewalld', '29.1.0', ['blocker engine-firewall-backend b']],
    ['nftables', '29.6.0', []],
    ['iptables', '29.5.0', []],
    ['', '28.0.0', []],
  ])('backend "%s" of Engine %s', (firewallBackend, version, expected) => {
    expect(seen(pair, engine({ firewallBackend, version }))).toEqual(expected);
  });

  const firewall = { iptables: 'nft', legacyTables: [], ufw: 'no', firewalld: 'no' } as const;
  const firewalld = { firewall: { ...firewall, firewalld: 'yes' } } as const;

  it.each([
    ['28.5.2', true],
    ['25.0.12', true],
    ['25.0.13', false],
    ['29.0.0', false],
  ])('firewalld beside Engine %s loses rules: %s', (version, expected) => {
    const inventory = free.facts('b', { ...firewalld, engine: { version } });
    const wanted = expected ? ['warning engine-firewalld-reload b'] : [];
    expect(seen(pair, inventory)).toEqual(wanted);
    const byEngine = engine({ version, firewallBackend: 'iptables+firewalld' });
    expect(seen(pair, byEngine)).toEqual(wanted);
  });

  it('is split when iptables-nft is used and legacy tables are there', () => {
    const legacyTables = ['nat', 'filter'];
    const split = free.facts('b', { firewall: { ...firewall, legacyTables } });
    expect(hostFindings(pair, split)).toMatchObject([
      { id: 'iptables-split', message: expect.stringContaining('(filter, nat)') as string },
    ]);
    const legacy = { firewall: { ...firewall, legacyTables, iptables: 'legacy' } } as const;
    expect(seen(pair, free.facts('b', legacy))).toEqual([]);
    expect(seen(pair, free.facts('b', { firewall }))).toEqual([]);
  });
});

it('a rootless Engine has no overlays', () => {
  const options = (...securityOptions: readonly string[]) =>
    free.facts('b', { engine: { securityOptions } });
  expect(seen(pair, options('name=seccomp,profile=builtin', 'name=rootless'))).toEqual([
    'blocker engine-rootless b',
  ]);
  expect(seen(pair, options('name=seccomp,profile=builtin'))).toEqual([]);
});

it.each([
  ['28.5.2', []],
  ['29.0.0', ['engine-api-minimum']],
  ['29.2.1', ['engine-api-minimum']],
  ['29.3.0', []],
])('Engine %s is strict about the API: %j', (version, expected) => {
  expect(ids(pair, engines(version, '28.5.2'))).toEqual(expected);
});
