import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeOverlay } from './judge.js';
import type { OverlayHost } from './model.js';
import { addressOf, aHost, bulkBytes, underlayOf, type Host } from './testing/evidence.js';

describe('whatever the tasks say', () => {
  const small = fc.nat({ max: 2 });
  const received = (count: number) =>
    fc.array(
      fc.record({
        ...{ peer: fc.integer({ min: 1, max: count }), small, full: small, tcp: fc.boolean() },
        ...{ bulkBytes: fc.constantFrom(0, 999, bulkBytes), bulkMs: fc.nat({ max: 3 }) },
      }),
      { maxLength: count },
    );
  const host = (index: number, count: number): fc.Arbitrary<OverlayHost> => {
    const { task } = aHost(index, count);
    const address = fc.integer({ min: 0, max: count }).map(addressOf);
    return fc.record({
      ...{ name: fc.constant(`host-${index}`), index: fc.constant(index) },
      dataAddress: fc.constant(underlayOf(index)),
      task: fc.oneof(
        fc.constant({ kind: 'unknown' as const, reason: 'gone' }),
        fc
          .record({ resolved: fc.array(address), received: received(count) })
          .map((told) => ({ ...task, ...told })),
      ),
      wire: fc.constantFrom([], { kind: 'unknown' as const, reason: 'no nft' }),
    });
  };
  const evidence = fc.integer({ min: 1, max: 4 }).chain((count) =>
    fc.record({
      ...{
        network: fc.constant('app'),
        encrypted: fc.boolean(),
        bulkBytes: fc.constant(bulkBytes),
      },
      hosts: fc.tuple(...Array.from({ length: count }, (_, place) => host(place + 1, count))),
    }),
  );

  it('a pair passes only where the destination received all of it, and the source found it by name', () => {
    fc.assert(
      fc.property(evidence, (told) => {
        const byName = new Map(told.hosts.map((each) => [each.name, each]));
        for (const pair of judgeOverlay(told).pairs) {
          if (pair.verdict !== 'pass') continue;
          const source = byName.get(pair.source) as Host;
          const { task } = byName.get(pair.destination) as Host;
          const row = task.received.findLast(({ peer }) => peer === source.index);
          expect(row).toMatchObject({ tcp: true, bulkBytes });
          expect(row?.small).toBeGreaterThan(0);
          expect(row?.full).toBeGreaterThan(0);
          expect(source.task.resolved).toContain(task.addresses[0]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('every ordered pair is judged once, and whoever told nothing is unknown and never pass or fail', () => {
    fc.assert(
      fc.property(evidence, (told) => {
        const { pairs, verdict } = judgeOverlay(told);
        expect(pairs).toHaveLength(told.hosts.length * (told.hosts.length - 1));
        const silent = new Set(
          told.hosts.flatMap(({ name, task }) => ('kind' in task ? [name] : [])),
        );
        for (const { source, destination, verdict: each } of pairs)
          expect(each === 'unknown').toBe(silent.has(source) || silent.has(destination));
        if (silent.size > 0) expect(verdict).not.toBe('pass');
        if (pairs.some((pair) => pair.verdict === 'fail')) expect(verdict).toBe('fail');
      }),
      { numRuns: 500 },
    );
  });

  it('an encrypted network is proven or works only where both ends of each pair counted ESP', () => {
    fc.assert(
      fc.property(evidence, (told) => {
        const { encryption, verdict } = judgeOverlay({ ...told, encrypted: true });
        // No host of these counted any.
        expect(encryption.state).not.toBe('proven');
        if (told.hosts.length > 1) expect(verdict).not.toBe('pass');
      }),
    );
  });
});
