import { anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { conditionsOf, works, type HostFacts, type Inventory, type MachineFacts } from './index.js';

const verdicts = (inventory: Inventory, host: string) =>
  Object.fromEntries(conditionsOf(inventory, host).map(({ name, verdict }) => [name, verdict]));

const verdictOf = (inventory: Inventory, host: string, name: string) =>
  conditionsOf(inventory, host).find((condition) => condition.name === name);

/** The host's facts, changed in ways that the builder does not know. */
function changed(
  inventory: Inventory,
  host: string,
  change: (facts: HostFacts) => Partial<HostFacts>,
): Inventory {
  const record = inventory.hosts[host]!;
  const facts = { ...record.facts!, ...change(record.facts!) };
  return { revision: 2, hosts: { ...inventory.hosts, [host]: { ...record, facts } } };
}

const withMachine =
  (machine: Partial<MachineFacts>) =>
  (facts: HostFacts): Partial<HostFacts> => ({ machine: { ...facts.machine, ...machine } });

const pair = anInventory().member('a').member('b');

describe('a member', () => {
  it('works when all conditions hold', () => {
    expect(verdicts(pair, 'b')).toEqual({
      'node-ready': 'pass',
      'ingress-present': 'pass',
      'gwbridge-present': 'pass',
      'gossip-port-bound': 'pass',
      'in-gossip': 'pass',
    });
    expect(works(pair, 'b')).toBe(true);
  });

  it('works with a routing mesh of another name', () => {
    const renamed = ({ docker }: HostFacts): Partial<HostFacts> => {
      if (docker.kind !== 'known') return {};
      const networks = docker.networks.map((it) => (it.ingress ? { ...it, name: 'mesh' } : it));
      return { docker: { ...docker, networks } };
    };
    const inventory = changed(changed(pair, 'b', renamed), 'a', renamed);
    expect(verdictOf(inventory, 'b', 'ingress-present')?.detail).toBe('mesh is there');
    expect(works(inventory, 'b')).toBe(true);
  });

  it('is ready and does not work where its gossip never began', () => {
    const inventory = anInventory().member('a').member('b', { works: false });
    expect(verdicts(inventory, 'b')).toEqual({
      'node-ready': 'pass',
      'ingress-present': 'fail',
      'gwbridge-present': 'fail',
      'gossip-port-bound': 'fail',
      'in-gossip': 'fail',
    });
    expect(verdictOf(inventory, 'b', 'in-gossip')?.detail).toBe('none of 1 peers lists 192.0.2.2');
  });

  it.each([
    ['its node is down', anInventory().member('a').member('b', { state: 'down' })],
    [
      'a manager that does not answer',
      anInventory()
        .member('a')
        .member('c', { role: 'manager' })
        .member('b', { role: 'manager', reachable: false }),
    ],
    ['not listed', anInventory().member('a').member('b', { forgotten: true })],
  ])('is not ready: %s', (_, inventory) => {
    expect(verdictOf(inventory, 'b', 'node-ready')?.verdict).toBe('fail');
  });

  it('has no peer to ask when no other node is ready', () => {
    expect(works(anInventory().member('a').node('x', { state: 'down' }), 'a')).toBe(true);
  });

  it('is not known to gossip where no peer can be asked', () => {
    const inventory = anInventory().member('a').node('elsewhere');
    expect(verdictOf(inventory, 'a', 'in-gossip')?.verdict).toBe('unknown');
    expect(works(inventory, 'a')).toBe(false);
  });

  it('is judged by what it has bound, TCP and UDP, and by nothing that is not known', () => {
    const free = changed(pair, 'b', withMachine({ gossipPort: { tcp: 'bound', udp: 'free' } }));
    expect(verdictOf(free, 'b', 'gossip-port-bound')).toMatchObject({
      verdict: 'fail',
      detail: '7946/tcp is bound, 7946/udp is free',
    });
    const hidden = changed(
      pair,
      'b',
      withMachine({ gossipPort: { tcp: 'bound', udp: 'unknown' } }),
    );
    expect(verdictOf(hidden, 'b', 'gossip-port-bound')?.verdict).toBe('unknown');
  });

  it('is not known to be ready where no manager can be asked', () => {
    const inventory = pair.disconnected('a');
    expect(verdictOf(inventory, 'b', 'node-ready')?.verdict).toBe('unknown');
    expect(verdictOf(inventory, 'b', 'ingress-present')?.verdict).toBe('pass');
  });

  it('is heard by members of its own swarm only', () => {
    const other = anInventory()
      .member('a')
      .member('b', { works: false })
      .member('c', { swarm: 'theirs' })
      .member('d', { swarm: 'theirs' })
      .facts('d', { hostname: 'b' });
    expect(verdictOf(other, 'b', 'in-gossip')?.verdict).toBe('fail');
  });
});

describe('a host that is no member', () => {
  it.each([
    ['fail', anInventory().none('a')],
    ['fail', anInventory().joining('a')],
    ['fail', anInventory().broken('a')],
    ['unknown', anInventory()],
    ['unknown', pair.disconnected('a')],
    ['unknown', pair.engineDown('a')],
  ])('has every condition: %s', (verdict, inventory) => {
    expect(new Set(Object.values(verdicts(inventory, 'a')))).toEqual(new Set([verdict]));
  });
});
