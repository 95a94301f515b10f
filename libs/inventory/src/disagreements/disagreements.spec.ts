import { aNetworkFact, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import type { DockerFacts, NetworkFact } from '../facts.js';
import type { Inventory } from '../inventory.js';
import { disagreementsOf } from './index.js';

const swarm = anInventory().member('m').member('w').member('x');
const peer = (host: string) => ({
  name: host,
  address: { m: '192.0.2.1', w: '192.0.2.2', x: '192.0.2.3' }[host] ?? '192.0.2.99',
});
const attached = (containerId: string, ipv4Address: string) => ({
  ...{ containerId, name: containerId, ipv4Address, ipv6Address: '', macAddress: '', image: '' },
});

/** The same with other networks on some hosts, besides ingress and docker_gwbridge. */
function withNetworks(
  inventory: Inventory,
  byHost: Readonly<Record<string, readonly NetworkFact[]>>,
  change: (docker: DockerFacts, host: string) => DockerFacts = (docker) => docker,
): Inventory {
  const hosts = Object.values(inventory.hosts).map((record) => {
    const { facts } = record;
    if (facts?.docker.kind !== 'known') return [record.host, record] as const;
    const networks = [...facts.docker.networks, ...(byHost[record.host] ?? [])];
    const docker = change({ ...facts.docker, networks }, record.host);
    return [record.host, { ...record, facts: { ...facts, docker } }] as const;
  });
  return { revision: 1, hosts: Object.fromEntries(hosts) };
}

const seen = (inventory: Inventory) =>
  disagreementsOf(inventory).map(({ kind, host, subject }) => `${kind} ${host} ${subject}`);

describe('hosts that agree', () => {
  it('say nothing that cannot be true', () => {
    const app = (...hosts: readonly string[]) => aNetworkFact('app', { peers: hosts.map(peer) });
    const inventory = withNetworks(swarm, { m: [app()], w: [app('w', 'x')], x: [app('w', 'x')] });
    expect(seen(inventory)).toEqual([]);
  });

  it('are those that can be seen: a host that is away disagrees with nobody', () => {
    const app = (...hosts: readonly string[]) => aNetworkFact('app', { peers: hosts.map(peer) });
    const inventory = withNetworks(swarm.disconnected('x'), {
      w: [app('w', 'x', 'elsewhere')],
      x: [app('x')],
    });
    expect(seen(inventory)).toEqual([]);
  });
});

describe('hosts that disagree', () => {
  it('do not list a peer, or list one that is not there', () => {
    const app = (...hosts: readonly string[]) => aNetworkFact('app', { peers: hosts.map(peer) });
    const inventory = withNetworks(swarm, { w: [app('w', 'm')], x: [app('x', 'w')], m: [app()] });
    expect(seen(inventory)).toEqual(['peer-missing w 192.0.2.3', 'peer-stale w 192.0.2.1']);
  });

  it('have several ids for a name, and are told apart by them', () => {
    const other = aNetworkFact('app', { id: 'other', peers: [peer('x')] });
    const inventory = withNetworks(swarm, { m: [aNetworkFact('app')], x: [other] });
    expect(seen(inventory)).toEqual([
      'network-ids-differ m id-of-app',
      'network-ids-differ x other',
    ]);
  });

  it('have one address for two containers', () => {
    const app = (id: string) =>
      aNetworkFact('app', {
        peers: ['w', 'x'].map(peer),
        attachments: [attached(id, '10.0.1.5/24')],
      });
    const inventory = withNetworks(swarm, { w: [app('c1')], x: [app('c2')] });
    expect(seen(inventory)).toEqual(['address-twice w c1', 'address-twice x c2']);
  });
});

describe('a manager', () => {
  it('lists exactly one ingress', () => {
    const second = aNetworkFact('ingress', { id: 'second', ingress: true });
    const twice = seen(withNetworks(swarm, { m: [second] }));
    expect(twice.filter((it) => it.startsWith('ingress'))).toEqual([
      'ingress-duplicate m id-of-ingress',
      'ingress-duplicate m second',
    ]);
    const none = withNetworks(swarm, {}, (docker) => ({
      ...docker,
      networks: docker.networks.filter(({ ingress }) => !ingress),
    }));
    expect(seen(none)).toEqual(['ingress-missing m ours']);
  });

  it('lists nodes that are gone, and knows those that came back as another', () => {
    const inventory = swarm.node('lost', { state: 'down' }).node('w', { state: 'down' });
    expect(seen(inventory)).toEqual([
      expect.stringMatching(/^node-down m .*lost/),
      expect.stringMatching(/^node-left-behind m .*w/),
    ]);
  });
});

describe('a host of its own', () => {
  it('has endpoints without container', () => {
    const orphans = [{ endpointId: 'ep1', name: 'left', ipv4Address: '' }];
    const inventory = anInventory().none('a').localNetwork('a', 'shop', { orphans });
    expect(disagreementsOf(inventory)).toEqual([
      {
        ...{ kind: 'endpoint-orphan', host: 'a', network: 'shop', networkId: 'id-of-shop' },
        subject: 'ep1',
        detail: 'endpoint left on a belongs to no container and holds no address',
      },
    ]);
  });

  it('has a name twice', () => {
    const inventory = anInventory()
      .none('a')
      .localNetwork('a', 'shop')
      .localNetwork('a', 'shop', { id: 'second' });
    expect(seen(inventory)).toEqual([
      'network-name-ambiguous a id-of-shop',
      'network-name-ambiguous a second',
    ]);
  });
});
