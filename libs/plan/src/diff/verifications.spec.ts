import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { planFor, type Goal, type Plan, type Verified } from '../index.js';

const since = '2026-01-02T00:00:00.000Z';
const before = '2026-01-01T00:00:00.000Z';
const spec = aFleet().manager('a').worker('b').network('n');
const swarm = anInventory().member('a').member('b');
const withNetwork = swarm.network('n');
const up = (scope: 'changed' | 'all'): Goal => ({ kind: 'up', spec, verify: { scope, since } });

const steps = ({ steps: all }: Plan): readonly string[] => all.map(({ id }) => id);
const known = (verdict: 'pass' | 'fail' | 'unknown', at: string): Verified => ({
  'id-of-n': { verdict, at },
});

describe('up', () => {
  it('verifies a network after it was made, and when every host is in', () => {
    const plan = planFor(up('changed'), anInventory().member('a').none('b'));
    const verify = plan.steps.find(({ id }) => id === 'network.verify n');
    expect(verify?.needs).toEqual(
      expect.arrayContaining(['network.create n', 'swarm.join b', 'node.settle b']),
    );
    expect(verify?.reason).toBe('no packet was seen to cross n yet');
  });

  it.each<[string, Verified, 'changed' | 'all', boolean]>([
    ['that was never verified', {}, 'changed', true],
    ['that works', known('pass', before), 'changed', false],
    ['that works, when all are asked for', known('pass', before), 'all', true],
    ['that was verified by this very operation', known('pass', since), 'all', false],
    ['that failed before', known('fail', before), 'changed', true],
    ['that failed in this operation', known('fail', since), 'changed', true],
    ['of which not all could be seen before', known('unknown', before), 'changed', true],
    ['of which not all could be seen now', known('unknown', since), 'changed', false],
    [
      'that was made anew under its name',
      { other: { verdict: 'pass', at: since } },
      'changed',
      true,
    ],
  ])('looks at a network %s', (_, verified, scope, isVerified) => {
    const plan = planFor(up(scope), withNetwork, [], { verified });
    expect(steps(plan)).toEqual(isVerified ? ['network.verify n'] : []);
  });

  it('verifies nothing where nobody asks for it', () => {
    expect(steps(planFor({ kind: 'up', spec }, withNetwork))).toEqual([]);
  });
});

describe('verifying one network', () => {
  const goal = (name: string): Goal => ({
    ...{ kind: 'network.verify', spec, name },
    verify: { scope: 'all', since },
  });

  it('is one step, with a host away too', () => {
    expect(steps(planFor(goal('n'), withNetwork.disconnected('b')))).toEqual(['network.verify n']);
    expect(steps(planFor(goal('n'), withNetwork, [], { verified: known('pass', since) }))).toEqual(
      [],
    );
  });

  it.each([
    ['that is not there', 'other', 'network-not-found'],
    ['that Docker keeps for published ports', 'ingress', 'network-reserved'],
  ])('is blocked for one %s', (_, name, id) => {
    const { findings, steps: none } = planFor(goal(name), withNetwork);
    expect(none).toEqual([]);
    expect(findings).toMatchObject([{ id, severity: 'blocker' }]);
  });

  it('needs a swarm', () => {
    const plan = planFor(goal('n'), anInventory().none('a').none('b'));
    expect(plan.findings).toMatchObject([{ id: 'overlay-without-swarm', severity: 'blocker' }]);
  });
});

describe('creating one network', () => {
  it('verifies it when it is there', () => {
    const network = spec.networks[0];
    if (network === undefined) throw new Error('the spec has a network');
    const goal: Goal = {
      kind: 'network.create',
      spec,
      network,
      verify: { scope: 'changed', since },
    };
    const plan = planFor(goal, swarm);
    expect(steps(plan)).toEqual(['network.create n', 'network.verify n']);
    expect(plan.steps[1]?.needs).toEqual(['network.create n']);
    expect(steps(planFor(goal, withNetwork))).toEqual(['network.verify n']);
  });
});
