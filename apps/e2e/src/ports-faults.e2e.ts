import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blackHole, iptablesFault, lossFault, nftFault } from './world/fault.ts';
import { accused, check, edgesOf, reasons, type Report } from './world/mesh.ts';
import { specText, writeSpec } from './world/spec.ts';
import { World } from './world/world.ts';

/** Rules that a firewall has, where it is, and what must be accused; nothing else may be. */
type Case = {
  readonly what: string;
  readonly fault: (world: World) => Promise<AsyncDisposable>;
  readonly accuses: readonly string[];
  /** What the one edge, or the first of them, must say. */
  readonly says?: RegExp;
};

const from1 = 'ip saddr 198.18.0.1';
const others = (host: string) =>
  ['host-1', 'host-2', 'host-3', 'host-4'].filter((it) => it !== host);
const gossipAndData = ['7946/tcp', '7946/udp', '4789/udp', 'esp'];

const cases: readonly Case[] = [
  {
    what: 'nft drops UDP 4789 from one source',
    fault: (world) => nftFault(world, 'host-3', 'input', [`${from1} udp dport 4789 drop`]),
    accuses: ['host-1 → host-3 4789/udp: fail, destination-firewall'],
    says: /fault/,
  },
  {
    what: 'nft drops TCP 7946 from one source',
    fault: (world) => nftFault(world, 'host-3', 'input', [`${from1} tcp dport 7946 drop`]),
    accuses: ['host-1 → host-3 7946/tcp: fail, destination-firewall'],
    says: /fault/,
  },
  {
    what: 'iptables drops UDP 7946 from one source',
    fault: (world) =>
      iptablesFault(world, 'host-4', 'INPUT -s 198.18.0.2 -p udp --dport 7946 -j DROP'),
    accuses: ['host-2 → host-4 7946/udp: fail, destination-firewall'],
    says: /INPUT/,
  },
  {
    what: 'iptables drops TCP 2377 from one source',
    fault: (world) =>
      iptablesFault(world, 'host-1', 'INPUT -s 198.18.0.2 -p tcp --dport 2377 -j DROP'),
    accuses: ['host-2 → host-1 2377/tcp: fail, destination-firewall'],
    says: /INPUT/,
  },
  {
    what: 'iptables drops IP protocol 50 from one source',
    fault: (world) => iptablesFault(world, 'host-2', 'INPUT -s 198.18.0.4 -p esp -j DROP'),
    accuses: ['host-4 → host-2 esp: fail, destination-firewall'],
  },
  {
    what: 'nft drops IP protocol 50 from one source',
    fault: (world) => nftFault(world, 'host-3', 'input', [`${from1} meta l4proto esp drop`]),
    accuses: ['host-1 → host-3 esp: fail, destination-firewall'],
  },
  {
    what: 'the network drops UDP 4789 in one direction',
    fault: (world) =>
      nftFault(world, 'fabric', 'forward', ['iifname port-1 oifname port-2 udp dport 4789 drop']),
    accuses: ['host-1 → host-2 4789/udp: fail, network'],
  },
  {
    what: 'the network drops TCP 7946 in one direction',
    fault: (world) =>
      nftFault(world, 'fabric', 'forward', [
        'iifname port-3 oifname port-2 ip saddr 198.18.0.3 tcp dport 7946 drop',
      ]),
    accuses: ['host-3 → host-2 7946/tcp: fail, network'],
  },
  {
    what: 'the network drops IP protocol 50 in one direction',
    fault: (world) =>
      nftFault(world, 'fabric', 'forward', ['iifname port-4 oifname port-1 ip protocol esp drop']),
    accuses: ['host-4 → host-1 esp: fail, network'],
  },
  {
    what: 'the source lets no UDP 4789 out to one destination',
    fault: (world) =>
      nftFault(world, 'host-2', 'output', ['ip daddr 198.18.0.4 udp dport 4789 drop']),
    accuses: ['host-2 → host-4 4789/udp: fail, source-firewall'],
  },
  {
    what: 'the source lets no TCP 7946 out to one destination',
    fault: (world) =>
      iptablesFault(world, 'host-2', 'OUTPUT -d 198.18.0.4 -p tcp --dport 7946 -j DROP'),
    accuses: ['host-2 → host-4 7946/tcp: fail, source-firewall'],
  },
  {
    what: 'a firewall rejects UDP 4789 by ICMP',
    fault: (world) =>
      iptablesFault(world, 'host-3', 'INPUT -s 198.18.0.2 -p udp --dport 4789 -j REJECT'),
    accuses: ['host-2 → host-3 4789/udp: fail, destination-firewall'],
  },
  {
    what: 'a firewall rejects TCP 7946 by ICMP',
    fault: (world) =>
      nftFault(world, 'host-3', 'input', [
        `${from1} tcp dport 7946 reject with icmpx admin-prohibited`,
      ]),
    accuses: ['host-1 → host-3 7946/tcp: fail, destination-firewall'],
  },
  {
    what: 'a firewall rejects TCP 7946 by RST',
    fault: (world) =>
      iptablesFault(
        world,
        'host-3',
        'INPUT -s 198.18.0.2 -p tcp --dport 7946 -j REJECT --reject-with tcp-reset',
      ),
    accuses: ['host-2 → host-3 7946/tcp: fail, destination-firewall'],
  },
  {
    what: 'a host accepts replies only, though its own probes pass',
    fault: (world) =>
      nftFault(world, 'host-3', 'input', [
        'iif lo accept',
        'ct state established,related accept',
        'drop',
      ]),
    accuses: others('host-3').flatMap((source) =>
      gossipAndData.map((port) => `${source} → host-3 ${port}: fail, destination-firewall`),
    ),
  },
];

describe('ports before there is a swarm', () => {
  let world: World;
  let spec: string;

  beforeAll(async () => {
    world = await World.up({ name: 'e2e-ports', hosts: 4, image: false });
    spec = writeSpec(world, specText(world, { networks: ['{ name: vault, encrypted: true }'] }));
  });
  afterAll(() => world.down());

  const checkAll = async (): Promise<Report> => (await check(world, '-f', spec)).report;

  it('all pass, in every direction, with their path MTU', async () => {
    const report = await checkAll();
    expect(accused(report), reasons(report)).toEqual([]);
    // Four ports between 12 ordered pairs, and 2377 towards the manager from three.
    expect(report.edges).toHaveLength(4 * 12 + 3);
    expect(report.edges.map(({ lossPercent }) => lossPercent ?? 0)).toEqual(Array(51).fill(0));
    expect(report.pathMtu.map(({ mtu }) => mtu)).toEqual(Array(12).fill(1500));
  });

  it.each(cases)('$what', async ({ fault, accuses, says }) => {
    await using _ = await fault(world);
    const report = await checkAll();
    expect(accused(report), reasons(report)).toEqual([...accuses].sort());
    const failing = report.edges.filter(({ verdict }) => verdict === 'fail');
    for (const { reason, remedy } of failing) {
      expect(reason).not.toBe('');
      expect(remedy).not.toEqual([]);
    }
    if (says !== undefined)
      expect(failing.map(({ reason, remedy }) => [reason, ...remedy].join('\n'))[0]).toMatch(says);
  });

  it('loss is a figure, and no block', async () => {
    await using _ = await lossFault(world, 'host-2', 30);
    const report = await checkAll();
    expect(accused(report), reasons(report)).toEqual([]);
    const counted = report.edges.filter(({ protocol }) => protocol !== 'tcp');
    const lossy = counted.filter(({ lossPercent }) => (lossPercent ?? 0) > 0);
    expect(lossy.length).toBeGreaterThan(0);
    expect([...new Set(lossy.map(({ destination }) => destination))]).toEqual(['host-2']);
  });

  it('a path that swallows packets above 1400 bytes is measured, and accuses no port', async () => {
    await using _ = await blackHole(world, 'host-3', 1400);
    const report = await checkAll();
    expect(accused(report), reasons(report)).toEqual([]);
    for (const { source, destination, mtu } of report.pathMtu) {
      const swallowed = [source, destination].includes('host-3');
      expect(mtu, `${source} → ${destination}`).toBeGreaterThanOrEqual(swallowed ? 1400 : 1500);
      expect(mtu, `${source} → ${destination}`).toBeLessThanOrEqual(swallowed ? 1404 : 1500);
    }
  });

  it('all pass again, ten times without a false alarm', async () => {
    for (let nth = 1; nth <= 10; nth += 1) {
      const report = await checkAll();
      expect(accused(report), `run ${String(nth)}: ${reasons(report)}`).toEqual([]);
    }
  });

  it('nothing is left on any host', async () => {
    for (const host of world.hosts) {
      const { stdout } = await world.exec(host, ['nft', 'list', 'ruleset']);
      expect(stdout).not.toMatch(/muster/);
    }
    const report = await checkAll();
    expect(edgesOf(report, 'host-1 → host-2 esp')).toHaveLength(1);
  });
});
