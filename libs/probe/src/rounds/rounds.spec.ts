import { describe, expect, it } from 'vitest';
import { planMesh } from '../mesh/mesh.js';
import type { Round } from '../model.js';
import { everyPort, someHosts } from '../testing/hosts.js';
import { simulate, type Faults, type Way } from '../testing/network.js';
import { firstRound } from './first.js';
import { secondRound, sizesEach, tracesEach } from './second.js';

const gossip = { kind: 'unnamed', detail: 'closed without a word' } as const;

function again(faults: Faults, hosts = someHosts(3)): Round | undefined {
  const mesh = planMesh({ hosts, ports: everyPort });
  return secondRound(mesh, simulate(mesh, firstRound(mesh), faults));
}

const only =
  (text: string) =>
  ({ source, destination, port }: Way): boolean =>
    text === `${source} ${destination} ${port}`;

const ports = (round: Round | undefined, source: string) =>
  round?.send[source]?.targets.map(({ peer, ports, sizes }) => [
    peer,
    ports.map(({ protocol, port }) => `${protocol} ${port}`),
    sizes.length,
  ]);

describe('the first round', () => {
  it('has a witness on every host, and everybody sends to everybody', () => {
    const round = firstRound(planMesh({ hosts: someHosts(3), ports: everyPort }));
    expect(Object.keys(round.open)).toEqual(['a', 'b', 'c']);
    const counted = { trace: [], arrivalsOnly: true };
    expect(round.open['b']).toMatchObject({ index: 2, address: '10.0.0.2', ...counted });
    expect(ports(round, 'b')).toEqual([
      [1, ['tcp 2377', 'tcp 7946', 'udp 7946', 'udp 4789', 'esp 0'], 1],
      [3, ['tcp 7946', 'udp 7946', 'udp 4789', 'esp 0'], 1],
    ]);
    expect(round.send['b']?.targets[0]?.sizes).toEqual([1500]);
  });

  it('watches on every host all ports of the round', () => {
    const round = firstRound(planMesh({ hosts: someHosts(2), ports: everyPort }));
    expect(round.open['b']?.ports).toContainEqual({ protocol: 'tcp', port: 2377 });
  });
});

describe('the second round', () => {
  it('is not made for a fleet that is well', () => {
    expect(again({})).toBeUndefined();
  });

  it('asks again what only the witness of the source can tell', () => {
    const round = again({ blind: { b: 'no nft' } }, someHosts(2));
    expect(ports(round, 'a')).toEqual([[2, ['udp 7946', 'udp 4789', 'esp 0'], 1]]);
    expect(round?.send['b']).toBeUndefined();
    expect(Object.values(round?.open ?? {}).map((it) => it.arrivalsOnly)).toEqual([false, false]);
  });

  it.each<[string, Faults]>([
    ['a fleet without witnesses', { blind: { a: 'no nft', b: 'no nft' } }],
    ['a host that cannot be asked', { absent: { b: 'its agent is not connected' } }],
  ])('is not made for what nobody could tell: %s', (_, faults) => {
    const outcome = () => ({ kind: 'connected', rttMs: 1, peer: gossip }) as const;
    expect(again({ ...faults, outcome }, someHosts(2))).toBeUndefined();
  });

  it('has no word of a host without an address, whatever is wrong with the others', () => {
    const hosts = someHosts(3).map((it) => (it.name === 'c' ? { ...it, dataAddress: '' } : it));
    const round = again({ stop: () => 'network', blind: { b: 'no nft' } }, hosts);
    expect(Object.keys(round?.open ?? {})).toEqual(['a', 'b']);
    const told = Object.values(round?.open ?? {}).flatMap((it) => [it, ...it.trace]);
    expect(told.map(({ address }) => address)).not.toContain('');
    expect(Object.values(round?.send ?? {}).flatMap(({ targets }) => targets)).toHaveLength(2);
  });

  it('asks only failing edges, of the hosts that they are about', () => {
    const stop = only('a b udp/7946');
    const round = again({ stop: (way) => (stop(way) ? 'network' : undefined) });
    expect(Object.keys(round?.open ?? {})).toEqual(['a', 'b']);
    expect(Object.keys(round?.send ?? {})).toEqual(['a']);
    expect(ports(round, 'a')).toEqual([[2, ['udp 7946'], 0]]);
  });

  it.each([
    ['destination', 'b', { peer: 1, address: '10.0.0.1' }],
    ['source', 'a', { peer: 2, address: '10.0.0.2' }],
  ] as const)('traces on the %s what its firewall stopped', (where, host, peer) => {
    const stop = only('a b tcp/7946');
    const round = again({ stop: (way) => (stop(way) ? where : undefined) });
    expect(round?.open[host]?.trace).toEqual([peer]);
    const others = Object.entries(round?.open ?? {}).filter(([name]) => name !== host);
    expect(others.every(([, { trace }]) => trace.length === 0)).toBe(true);
  });

  it('asks lossy edges for more packets', () => {
    const lossy = only('a b udp/7946');
    const round = again({ passing: (way) => (lossy(way) ? 4 : undefined) });
    expect(ports(round, 'a')).toEqual([[2, ['udp 7946'], 0]]);
  });

  it('tries a ladder of sizes where small packets arrive and the full size does not', () => {
    const round = again({ pathMtu: (source) => (source === 'a' ? 1400 : undefined) });
    const [first] = round?.send['a']?.targets ?? [];
    expect(first?.ports).toEqual([{ protocol: 'udp', port: 4789 }]);
    expect(first?.sizes).toContain(1400);
    expect(round?.send['b']).toBeUndefined();
  });

  it('keeps every order small, however much is wrong with a large fleet', () => {
    const hosts = someHosts(70, 3).map((host) => ({ ...host, mtu: 9000 }));
    const round = again(
      {
        pathMtu: () => 1400,
        stop: ({ port }) => (port === 'udp/7946' ? 'destination' : undefined),
      },
      hosts,
    );
    const sent = Object.values(round?.send ?? {}).map(({ targets }) => targets);
    const sizes = sent.map((targets) => targets.flatMap((target) => target.sizes).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(sizesEach);
    const received = Map.groupBy(sent.flat(), ({ peer }) => peer);
    for (const targets of received.values())
      expect(targets.flatMap((target) => target.sizes).length).toBeLessThanOrEqual(sizesEach);
    const traces = Object.values(round?.open ?? {}).map(({ trace }) => trace.length);
    expect(Math.max(...traces)).toBe(tracesEach);
  });
});
