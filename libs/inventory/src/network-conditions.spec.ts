import { aNetworkFact } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { type LatestVerification, networkConditionsOf } from './network-conditions.js';

const allocated = { subnets: [{ subnet: '10.0.1.0/24', gateway: '10.0.1.1' }] };
const latest: LatestVerification = {
  ...{ operationId: 'op', verdict: 'pass', encryption: 'n/a' },
  ...{ pairs: { pass: 6, fail: 0, unknown: 0 }, finishedAt: '2026-01-01T00:00:05Z' },
};

describe('a network', () => {
  it('is ready when packets were seen to cross it', () => {
    const network = aNetworkFact('app', allocated);
    expect(networkConditionsOf(network, latest)).toEqual({
      conditions: {
        created: { verdict: 'pass', reason: '' },
        verified: {
          ...{ verdict: 'pass', reason: '', at: '2026-01-01T00:00:05Z', operationId: 'op' },
        },
        encrypted: 'n/a',
      },
      ready: true,
    });
  });

  it('is not ready before anybody looked', () => {
    const network = aNetworkFact('app', allocated);
    const seen = networkConditionsOf(network, undefined);
    expect(seen.ready).toBe(false);
    expect(seen.conditions.verified).toEqual({
      ...{ verdict: 'unknown', reason: 'it was never verified', at: null, operationId: null },
    });
  });

  it.each(['fail', 'unknown'] as const)('is not ready when its verification says %s', (verdict) => {
    const network = aNetworkFact('app', allocated);
    const pairs = {
      pass: 4,
      fail: verdict === 'fail' ? 2 : 0,
      unknown: verdict === 'fail' ? 0 : 2,
    };
    const seen = networkConditionsOf(network, { ...latest, verdict, pairs });
    expect(seen.ready).toBe(false);
    expect(seen.conditions.verified.reason).toBe('2 of 6 pairs do not pass');
  });

  it.each([
    ['proven', true],
    ['not', false],
    ['unknown', false],
  ] as const)('that is to be encrypted, and is %s, is ready: %s', (encryption, ready) => {
    const network = aNetworkFact('app', { ...allocated, encrypted: true });
    const seen = networkConditionsOf(network, { ...latest, encryption });
    expect(seen).toMatchObject({ ready, conditions: { encrypted: encryption } });
  });

  it('without addresses is not created, whatever the Engine said', () => {
    const network = aNetworkFact('app', { subnets: [], driver: '' });
    const seen = networkConditionsOf(network, undefined);
    expect(seen.conditions.created.verdict).toBe('fail');
    expect(seen.ready).toBe(false);
  });

  it('that nothing can be put on is neither', () => {
    const network = aNetworkFact('ingress', { ...allocated, ingress: true });
    expect(networkConditionsOf(network, undefined).ready).toBeNull();
  });
});
