import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edge } from '../model.js';
import { everyPort, someHosts } from '../testing/hosts.js';
import { planMesh } from './mesh.js';
import { coveredManagers } from './sample.js';

const gossip = [{ protocol: 'udp', port: 7946 }] as const;

const pairs = (edges: readonly Edge[]): ReadonlySet<string> =>
  new Set(edges.map(({ source, destination }) => `${source} ${destination}`));

describe('a full mesh', () => {
  it('asks every port of every ordered pair, 2377 only of managers', () => {
    const { edges, sampled } = planMesh({ hosts: someHosts(3), ports: everyPort });
    expect(sampled).toBe(false);
    expect(pairs(edges).size).toBe(6);
    expect(edges).toHaveLength(6 * 4 + 2);
    const towards = edges.filter(({ port }) => port === 2377).map(({ destination }) => destination);
    expect(new Set(towards)).toEqual(new Set(['a']));
  });

  it('asks VXLAN and ESP at the data path address, the rest at the advertise address', () => {
    const hosts = someHosts(2).map((host) => ({ ...host, dataAddress: `172.16.0.${host.index}` }));
    const { edges } = planMesh({ hosts, ports: everyPort });
    const asked = edges.map(({ destination, protocol, port, address }) =>
      [destination, protocol, port, address].join(' '),
    );
    expect(asked).toEqual([
      'b tcp 7946 10.0.0.2',
      'b udp 7946 10.0.0.2',
      'b udp 4789 172.16.0.2',
      'b esp 0 172.16.0.2',
      'a tcp 2377 10.0.0.1',
      'a tcp 7946 10.0.0.1',
      'a udp 7946 10.0.0.1',
      'a udp 4789 172.16.0.1',
      'a esp 0 172.16.0.1',
    ]);
  });

  it('holds up to 256 hosts', () => {
    expect(planMesh({ hosts: someHosts(256), ports: gossip }).sampled).toBe(false);
    expect(planMesh({ hosts: someHosts(257), ports: gossip }).sampled).toBe(true);
  });
});

describe('a sample', () => {
  const sizes = fc.record({
    count: fc.integer({ min: 4, max: 300 }),
    managers: fc.integer({ min: 0, max: 40 }),
    peersEach: fc.integer({ min: 1, max: 24 }),
  });

  it('has every host as source and as destination of enough others, and every host with every manager', () => {
    fc.assert(
      fc.property(sizes, ({ count, managers, peersEach }) => {
        const hosts = someHosts(count, Math.min(managers, count));
        const { edges } = planMesh({ hosts, ports: gossip, fullMeshUpTo: 3, peersEach });
        const asked = pairs(edges);
        const from = Map.groupBy(edges, ({ source }) => source);
        const to = Map.groupBy(edges, ({ destination }) => destination);
        const enough = Math.min(peersEach, count - 1);
        const hubs = hosts.filter((it) => it.isManager).slice(0, coveredManagers);
        const lonely = hosts.filter(
          ({ name }) =>
            (from.get(name)?.length ?? 0) < enough ||
            (to.get(name)?.length ?? 0) < enough ||
            hubs.some(
              (hub) =>
                hub.name !== name &&
                !(asked.has(`${name} ${hub.name}`) && asked.has(`${hub.name} ${name}`)),
            ),
        );
        expect(lonely).toEqual([]);
        expect(edges.filter(({ source, destination }) => source === destination)).toEqual([]);
        expect(asked.size).toBe(edges.length);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same each time', () => {
    const options = { hosts: someHosts(300, 3), ports: gossip };
    expect(planMesh(options)).toEqual(planMesh(options));
  });

  it('of 1,000 hosts stays smaller than the largest full mesh, however many managers there are', () => {
    const largest = 256 * 255;
    for (const managers of [0, 1, 7, 1000]) {
      const { edges } = planMesh({ hosts: someHosts(1000, managers), ports: gossip });
      expect(pairs(edges).size).toBeLessThan(largest + 1000 * 8);
    }
  });
});
