import { hostFactsSchema } from '@muster/api';
import { anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { hostFactsView } from './host-facts-view.js';

describe('the facts of a host', () => {
  it('are what its last look told, in the form that is promised', () => {
    const certificate = { notBefore: '2029-12-01T00:00:00Z', notAfter: '2030-03-01T00:00:00Z' };
    const clock = { offsetMs: 40, errorMs: 5 };
    const inventory = anInventory().member('a').facts('a', { certificate, clock });
    const facts = hostFactsView(inventory, 'a');
    expect(hostFactsSchema.parse(facts)).toEqual(facts);
    expect(facts).toMatchObject({
      ...{ clock, certificate, seenAt: '2030-01-01T00:00:00Z' },
      engine: { id: 'engine-a', dataRoot: '/var/lib/docker' },
      machine: { interfaces: [{ name: 'eth0', mtu: null, link: 'unknown' }] },
    });
  });

  it('say null of an Engine that could not be asked', () => {
    const inventory = anInventory().engineDown('a');
    expect(hostFactsView(inventory, 'a')).toMatchObject({ engine: null, certificate: null });
  });

  it('are null before there are any', () => {
    expect(hostFactsView(anInventory(), 'a')).toBeNull();
  });
});
