import { capabilityNames, type CapabilityName, type Presence } from '@muster/inventory';
import { aFleet, aMachine, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { diff, hostFindings } from '../../index.js';

const pair = aFleet().manager('a').worker('b');
const secret = pair.network('vault', { encrypted: true });
const free = anInventory().none('a').none('b');
const newest = { engine: { version: '29.8.2' } };
const current = free.facts('a', newest).facts('b', newest);

const capabilities = (state: Presence, ...names: readonly CapabilityName[]) => ({
  capabilities: {
    ...aMachine.capabilities,
    ...Object.fromEntries(names.map((name) => [name, { state, how: `${name}: ${state}` }])),
  },
});
const without = (...names: readonly CapabilityName[]) =>
  current.facts('b', capabilities('no', ...names));

const seen = (...[spec, inventory]: Parameters<typeof hostFindings>) =>
  hostFindings(spec, inventory).map(
    ({ id, severity, hosts }) => `${severity} ${id} ${hosts.join()}`,
  );

it('finds nothing wrong with hosts that lack nothing, and says what up says', () => {
  expect(seen(secret, current)).toEqual([]);
  const faulty = without('vxlan', 'ipvs').facts('a', { container: 'lxc' });
  expect(diff(pair, faulty).findings).toEqual(hostFindings(pair, faulty));
});

it('finds nothing in facts that nobody told', () => {
  const silent = anInventory().engineDown('a').engineDown('b');
  expect(seen(secret, silent)).toEqual([]);
  expect(seen(secret, anInventory())).toEqual([]);
});

describe('a kernel', () => {
  it('without VXLAN blocks', () => {
    const [finding, ...others] = hostFindings(pair, without('vxlan'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: 'kernel-vxlan-missing',
      severity: 'blocker',
      hosts: ['b'],
    });
    expect(finding?.message).toContain('vxlan: no');
  });

  it.each<readonly [CapabilityName, string]>([
    ['ipvs', 'warning kernel-ipvs-missing b'],
    ['ipvs-rr', 'warning kernel-ipvs-missing b'],
    ['br-netfilter', 'warning kernel-br-netfilter-missing b'],
  ])('without %s is warned of', (name, expected) => {
    expect(seen(pair, without(name))).toEqual([expected]);
  });

  it.each<readonly [CapabilityName, string]>([
    ['esp', 'blocker kernel-esp-missing b'],
    ['esp-cipher', 'blocker kernel-esp-missing b'],
    ['xfrm', 'blocker kernel-esp-missing b'],
    ['xt-bpf', 'blocker kernel-xt-bpf-missing b'],
  ])('without %s blocks once a network is to be encrypted', (name, expected) => {
    expect(seen(pair, without(name))).toEqual([]);
    expect(seen(secret, without(name))).toEqual([expected]);
  });

  it('is asked for encryption also when only the swarm has such a network', () => {
    const member = without('esp').member('a').member('b').network('old', { encrypted: true });
    expect(seen(pair, member)).toEqual(['blocker kernel-esp-missing b']);
  });

  it.each([
    ['20.10.24', ['xt-u32'], []],
    ['20.10.24', ['xt-bpf'], []],
    ['20.10.24', ['xt-bpf', 'xt-u32'], ['kernel-xt-bpf-missing']],
    ['28.5.2', ['xt-u32'], []],
    ['28.5.2', ['xt-bpf'], ['kernel-xt-bpf-missing']],
  ] as const)('of an Engine %s may do without %j: %j', (version, names, expected) => {
    const inventory = without(...names).facts('b', { engine: { version } });
    const ids = hostFindings(secret, inventory).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('kernel-'))).toEqual(expected);
  });

  it('needs no xt_bpf where the Engine writes nftables rules', () => {
    const engine = { version: '29.8.2', firewallBackend: 'nftables' };
    expect(seen(secret, without('xt-bpf').facts('b', { engine }))).toEqual([]);
  });

  it('that cannot be seen is never said to lack anything', () => {
    const unknown = current.facts('b', capabilities('unknown', ...capabilityNames));
    expect(seen(pair, unknown)).toEqual(['note kernel-capability-unknown b']);
    const findings = hostFindings(secret, unknown);
    expect(findings.map(({ id }) => id)).toEqual(['kernel-capability-unknown']);
    expect(findings[0]?.message).toContain('vxlan, ipvs, esp, esp-cipher, xfrm, xt-bpf');
  });

  it('that is like others is told of once', () => {
    const both = without('vxlan').facts('a', capabilities('no', 'vxlan'));
    expect(seen(pair, both)).toEqual(['blocker kernel-vxlan-missing a,b']);
  });
});

it('a host inside a container is warned of', () => {
  expect(seen(pair, current.facts('a', { container: 'wsl' }))).toEqual([
    'warning host-in-container a',
  ]);
});

describe('the neighbour table', () => {
  const many = Array.from({ length: 300 }, (_, nth) => `w${nth}`);
  const fleet = many.reduce((spec, name) => spec.worker(name), aFleet().manager('a'));
  const table = (limit: number, entries = 8) =>
    current.facts('a', { neighbours: { limit, entries } });

  it('is to hold every host on the underlay, on ingress and on each network', () => {
    expect(seen(fleet, table(602))).toEqual([]);
    expect(seen(fleet, table(601))).toEqual(['warning neighbour-table-small a']);
    expect(seen(fleet.network('n'), table(602))).toEqual(['warning neighbour-table-small a']);
    const [finding] = hostFindings(fleet, table(601));
    expect(finding?.remedy[0]).toContain('gc_thresh3=4096 net.ipv4.neigh.default.gc_thresh2=2048');
  });

  it('is too small when it is almost full', () => {
    expect(seen(pair, table(1_024, 819))).toEqual([]);
    expect(seen(pair, table(1_024, 820))).toEqual(['warning neighbour-table-small a']);
  });
});
