import { anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import type { LatestVerification } from '../network-conditions.js';
import { tables } from './catalogue.js';

const at = '2031-01-01T00:00:05Z';
const passed: LatestVerification = {
  ...{ verdict: 'pass', encryption: 'n/a', pairs: { pass: 2, fail: 0, unknown: 0 } },
  ...{ finishedAt: at, operationId: null },
};

const inventory = anInventory()
  .member('a')
  .network('plain', { subnets: [{ subnet: '10.0.1.0/24', gateway: '10.0.1.1' }] })
  .network('secret', {
    ...{ subnets: [{ subnet: '10.0.2.0/24', gateway: '10.0.2.1' }], encrypted: true },
  })
  .network('lost', { subnets: [] });

/** What the network's row says, the latest verification of it being this one, and of others none. */
function said(name: string, latest?: LatestVerification): readonly unknown[] {
  const view = {
    ...{ inventory, fleetOf: () => 'lab' },
    verificationOf: (id: string) => (id === `id-of-${name}` ? latest : undefined),
  };
  const row = tables.swarmNetworks.rows(view, 'a').find(({ network }) => network === name);
  return ['created', 'verified', 'verifiedAt', 'encryption', 'ready'].map((key) => row?.[key]);
}

describe('a network of the swarm', () => {
  it('that was never verified is not known to work', () => {
    expect(said('plain')).toEqual(['pass', 'unknown', null, 'n/a', false]);
    expect(said('secret')).toEqual(['pass', 'unknown', null, 'unknown', false]);
  });

  it.each([
    ['pass', true],
    ['fail', false],
    ['unknown', false],
  ] as const)('whose latest verification says %s is ready: %s', (verdict, ready) => {
    expect(said('plain', { ...passed, verdict })).toEqual(['pass', verdict, at, 'n/a', ready]);
  });

  it.each([
    ['proven', true],
    ['not', false],
    ['unknown', false],
  ] as const)('that is to be encrypted, and is %s, is ready: %s', (encryption, ready) => {
    expect(said('secret', { ...passed, encryption })).toEqual([
      ...['pass', 'pass', at, encryption, ready],
    ]);
  });

  it('that has no addresses is not ready, whatever was seen', () => {
    expect(said('lost', passed)).toEqual(['fail', 'pass', at, 'n/a', false]);
  });

  it('that nothing can be put on is neither ready nor not', () => {
    expect(said('ingress').slice(1)).toEqual(['unknown', null, 'n/a', null]);
  });
});
