import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMesh } from '../mesh/mesh.js';
import type {
  Collected,
  EdgeVerdict,
  HostEvidence,
  Opened,
  PortHolder,
  ProbePort,
  RoundEvidence,
  Sent,
  TcpOutcome,
} from '../model.js';
import { portKey as keyOf } from '../ports.js';
import { everyPort, someHosts } from '../testing/hosts.js';
import { check, edgeName, troubles } from '../testing/check.js';
import { betweenAAndB } from '../testing/mixed.js';
import { judge } from './judge.js';

// Whatever counters, answers and gaps there are, consistent or not.

const hosts = someHosts(3).map((host) => ({ ...host, swarmId: 'ours' }));
const indexes = fc.constantFrom(1, 2, 3);
const addresses = fc.constantFrom(...hosts.map(({ address }) => address), '203.0.113.7');
const ports = fc.constantFrom(...everyPort);
const few = fc.constantFrom(0, 0, 1, 5);

const unknown = fc.constant({ kind: 'unknown', reason: 'it is too old' } as const);
const orUnknown = <T>(known: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: known }, unknown);

const holder: fc.Arbitrary<PortHolder> = fc.oneof(
  fc.constantFrom<PortHolder>({ kind: 'engine' }, { kind: 'agent' }, { kind: 'free' }),
  fc.constant<PortHolder>({ kind: 'other', process: 'nginx', pid: 8 }),
  unknown,
);

const opened: fc.Arbitrary<Opened> = fc
  .tuple(
    fc.array(fc.tuple(ports, holder), { maxLength: 5 }),
    fc.constantFrom(undefined, undefined, 'no nft'),
  )
  .map(([held, witnessMissing]) => ({
    holders: held.map(([port, it]) => ({ ...port, holder: it })),
    ...(witnessMissing !== undefined && { witnessMissing }),
  }));

const outcome: fc.Arbitrary<TcpOutcome> = fc.oneof(
  fc.constant<TcpOutcome>({ kind: 'refused' }),
  fc.constant<TcpOutcome>({ kind: 'silent' }),
  fc.constant<TcpOutcome>({ kind: 'unreachable', errno: 'EHOSTUNREACH' }),
  fc
    .oneof(
      indexes.map((index) => ({ kind: 'agent', index }) as const),
      fc.constant({ kind: 'unnamed', detail: 'it said nothing' } as const),
      fc.record({
        kind: fc.constant('swarm' as const),
        clusterId: fc.constantFrom('ours', 'theirs'),
        role: fc.constantFrom('swarm-manager', 'swarm-worker'),
        nodeId: fc.constantFrom('n1', 'n2'),
      }),
    )
    .map((peer): TcpOutcome => ({ kind: 'connected', rttMs: 1, peer })),
);

const sent: fc.Arbitrary<Sent> = fc
  .tuple(ports, indexes, few, fc.option(outcome), fc.constantFrom(undefined, 'EPERM', 'ENOBUFS'))
  .map(([port, peer, packets, tcp, errno]) => ({
    ...{ ...port, peer, packets },
    ...(tcp !== null && port.protocol === 'tcp' && { tcp }),
    ...(errno !== undefined && { errno }),
  }));

const point = fc.constantFrom('sent', 'left', 'arrived', 'passed');
const size = fc.record({ peer: indexes, size: fc.constantFrom(1400, 1500), packets: few });
const many = <T>(it: fc.Arbitrary<T>) => fc.array(it, { maxLength: 30 });

const collected: fc.Arbitrary<Collected> = fc.record({
  tallies: many(
    fc
      .tuple(ports, point, indexes, few, fc.array(addresses, { maxLength: 2 }))
      .filter(([port]) => port.protocol !== 'tcp')
      .map(([port, at, peer, packets, from]) => ({
        ...{ ...port, point: at, peer, packets },
        ...(at === 'arrived' && { from }),
      })),
  ),
  syns: many(
    fc.record({ point, port: fc.constantFrom(2377, 7946), address: addresses, packets: few }),
  ),
  sizes: many(size),
  refusals: many(
    fc
      .tuple(ports, addresses, addresses, fc.constantFrom('tcp-reset', 'icmp-admin-prohibited'))
      .map(([port, from, address, how]) => ({ ...port, from, address, how })),
  ),
  stoppedBy: fc.constant([]),
  arrivalsOnly: fc.boolean(),
});

/** Agents tell of each port of each peer once. */
const probes = fc.uniqueArray(sent, {
  maxLength: 30,
  selector: ({ protocol, port, peer }) => `${protocol} ${port} ${peer}`,
});

const evidence: fc.Arbitrary<HostEvidence> = fc.record({
  opened: orUnknown(opened),
  sent: orUnknown(fc.record({ probes, sizes: many(size) })),
  collected: orUnknown(collected),
});

const round: fc.Arbitrary<RoundEvidence> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), evidence);
const rounds = fc.array(round, { maxLength: 2 });
const mesh = planMesh({ hosts, ports: everyPort });

const indexOf = (name: string) => hosts.find((host) => host.name === name)?.index;
const isSame = (a: ProbePort, b: ProbePort) => a.protocol === b.protocol && a.port === b.port;

/** Written anew here, so that a mistake in the index or in the order of the questions is seen. */
function isProven(edge: EdgeVerdict, all: readonly RoundEvidence[]): boolean {
  return all.some((it) => {
    const source = it[edge.source];
    const destination = it[edge.destination];
    const answer =
      source && 'probes' in source.sent
        ? source.sent.probes.find(
            (probe) => isSame(probe, edge) && probe.peer === indexOf(edge.destination),
          )?.tcp
        : undefined;
    const peer = answer?.kind === 'connected' ? answer.peer : undefined;
    if (peer?.kind === 'agent') return peer.index === indexOf(edge.destination);
    if (peer?.kind === 'swarm') return peer.role === 'swarm-manager' && peer.clusterId === 'ours';
    if (edge.protocol === 'tcp' && peer === undefined) return false;
    return (
      destination !== undefined &&
      'holders' in destination.opened &&
      destination.opened.witnessMissing === undefined &&
      'tallies' in destination.collected &&
      hasPassed(edge, destination.collected)
    );
  });
}

const hasPassed = (edge: EdgeVerdict, { tallies, syns }: Collected): boolean =>
  edge.protocol === 'tcp'
    ? syns.some((it) => it.point === 'passed' && it.port === edge.port && it.packets > 0)
    : tallies.some(
        (it) =>
          it.point === 'passed' &&
          it.peer === indexOf(edge.source) &&
          isSame(it, edge) &&
          it.packets > 0,
      );

describe('whatever is stopped', () => {
  const layers = {
    source: 'source-firewall',
    network: 'network',
    destination: 'destination-firewall',
  } as const;
  const where = fc.constantFrom('source', 'network', 'destination');

  it('exactly that fails, each edge with its own layer', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.nat(mesh.edges.length - 1).map(String), where), (stops) => {
        const stopped = new Map(
          mesh.edges.map((edge, nth) => [
            `${edge.source} ${edge.destination} ${keyOf(edge)}`,
            stops[nth],
          ]),
        );
        const judgement = check({
          stop: ({ source, destination, port }) => stopped.get(`${source} ${destination} ${port}`),
        });
        const expected = mesh.edges.flatMap((edge, nth) => {
          const end = stops[nth];
          const name = `${edge.source} → ${edge.destination} ${keyOf(edge)}`;
          return end === undefined ? [] : [`${name} fail ${layers[end]}`];
        });
        expect(troubles(judgement)).toEqual(expected);
      }),
    );
  });
});

describe('whatever the evidence', () => {
  it('every edge is judged, and passes only if packets passed or the right peer answered', () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const { edges } = judge(mesh, all);
        expect(edges).toHaveLength(mesh.edges.length);
        const unproven = edges.filter((it) => it.verdict === 'pass' && !isProven(it, all));
        expect(unproven.map(edgeName)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('verdict, layer and figures agree', () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const wrong = judge(mesh, all).edges.filter(
          ({ verdict, layer, lossPercent, reason, remedy }) =>
            (layer === 'none') !== (verdict === 'pass') ||
            (verdict === 'unknown' && lossPercent !== null) ||
            (lossPercent !== null && !(lossPercent >= 0 && lossPercent <= 100)) ||
            reason === '' ||
            (remedy.length === 0) !== (verdict === 'pass'),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('findings block exactly where edges fail, and each edge that is unknown is in one', () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const { edges, findings } = judge(mesh, all);
        const has = (verdict: string) => edges.some((edge) => edge.verdict === verdict);
        const blocks = findings.some(({ severity }) => severity === 'blocker');
        if (has('fail')) expect(blocks).toBe(true);
        expect(findings.some(({ id }) => id === 'port-unproven')).toBe(has('unknown'));
        expect(findings.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('no pair of hosts is judged by what was seen of another', () => {
    fc.assert(
      fc.property(round, round, (it, others) => {
        const alone = judge(mesh, [betweenAAndB(hosts, it)]).edges;
        const among = judge(mesh, [betweenAAndB(hosts, it, others)]).edges;
        const verdicts = (edges: readonly EdgeVerdict[]) =>
          edges
            .filter(({ source, destination }) => source === 'a' && destination === 'b')
            .map(({ verdict, layer, lossPercent, reason }) => ({
              verdict,
              layer,
              lossPercent,
              reason,
            }));
        expect(verdicts(among)).toEqual(verdicts(alone));
      }),
      { numRuns: 200 },
    );
  });
});
