import { someFacts } from '@muster/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostFacts } from '../facts.js';
import { applyDelta } from './apply-delta.js';
import type { FactsDelta } from './delta.js';
import { diffFacts, isNoDifference, sectionsOf } from './diff-facts.js';
import { orderedFacts } from './ids.js';
import { isSame } from './lists.js';
import { shareFacts } from './share-facts.js';

const at = (facts: HostFacts, revision: number): HostFacts => ({ ...facts, revision });

const deltaOf = (before: HostFacts, after: HostFacts): FactsDelta => ({
  base: before.revision ?? 0,
  revision: after.revision ?? 0,
  observedAt: after.observedAt,
  follows: after.follows,
  ...diffFacts(before, after),
});

describe('a delta', () => {
  it('makes the facts that it was made from', () => {
    fc.assert(
      fc.property(someFacts, someFacts, (before, after) => {
        const delta = deltaOf(at(before, 1), at(after, 2));
        expect(applyDelta(at(before, 1), delta)).toEqual(at(after, 2));
      }),
    );
  });

  it('is empty exactly where nothing but the time differs', () => {
    fc.assert(
      fc.property(someFacts, someFacts, (before, after) => {
        const { machine, docker } = before;
        const isAlike = isSame(
          { machine, docker },
          { machine: after.machine, docker: after.docker },
        );
        const difference = diffFacts(before, after);
        expect(isNoDifference(difference)).toBe(isAlike);
        expect(sectionsOf(difference).length === 0).toBe(isAlike);
      }),
    );
  });

  it('fits no other facts than those that it changes: lost and repeated ones show', () => {
    fc.assert(
      fc.property(someFacts, someFacts, fc.integer({ min: 2 }), (before, after, other) => {
        const delta = deltaOf(at(before, 1), at(after, 2));
        expect(applyDelta(at(before, other), delta)).toBeUndefined();
        expect(applyDelta(before, delta)).toBeUndefined();
      }),
    );
  });

  it('of a part does not fit where the rest is not known', () => {
    const { machine } = fc.sample(someFacts, 1)[0] as HostFacts;
    const docker = { kind: 'unknown', reason: 'stopped' } as const;
    const facts = { observedAt: 'now', revision: 1, follows: true, machine, docker };
    const place = { base: 1, revision: 2, observedAt: 'now', follows: true };
    const networks = { put: [], removed: ['n1'] };
    expect(applyDelta(facts, { ...place, docker: { kind: 'known', networks } })).toBeUndefined();
  });

  it('leaves what it does not change the same objects', () => {
    fc.assert(
      fc.property(someFacts, someFacts, (before, after) => {
        const { facts, difference } = shareFacts(before, after);
        expect(facts).toEqual(after);
        if (isNoDifference(difference)) expect(facts.docker).toBe(before.docker);
        if (before.docker.kind === 'unknown' || facts.docker.kind === 'unknown') return;
        for (const network of facts.docker.networks) {
          const old = before.docker.networks.find(({ id }) => id === network.id);
          if (isSame(old, network)) expect(network).toBe(old);
        }
      }),
    );
  });

  it('does not take another order for a change', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        if (facts.docker.kind === 'unknown') return;
        const networks = facts.docker.networks
          .map((network) => ({ ...network, attachments: network.attachments.toReversed() }))
          .toReversed();
        const shuffled = { ...facts, docker: { ...facts.docker, networks } };
        expect(isNoDifference(diffFacts(facts, orderedFacts(shuffled)))).toBe(true);
      }),
    );
  });
});
