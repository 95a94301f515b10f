import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { participantsOf, sampled } from './participants.js';

describe('who takes part', () => {
  it('is every host of the swarm that may have a task; for the others it is said why not', () => {
    const spec = aFleet().manager('a').worker('b').worker('c').worker('d').worker('e');
    const inventory = anInventory()
      .member('a')
      .member('b', { availability: 'drain' })
      .member('c', { state: 'down' })
      .none('d')
      .member('e')
      .disconnected('e')
      .node('stranger');
    const who = participantsOf(spec, inventory, 'ours');
    expect(who.taking.map(({ name }) => name)).toEqual(['a']);
    expect(who.leftOut).toEqual([{ name: 'b', reason: 'its availability is drain' }]);
    expect(who.absent.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      "c: its node is down in its manager's eyes",
      'd: it is in no swarm',
      "e: the host's agent is not connected",
    ]);
    expect(who.otherNodeIds).toHaveLength(4);
  });

  it('is a sample of a large fleet, with all of its managers', () => {
    const all = Array.from({ length: 300 }, (_, nth) => ({
      ...{ name: `h${nth}`, nodeId: `n${nth}`, dataAddress: '' },
    }));
    const { taking, leftOut } = sampled(all, new Set(['h0', 'h100', 'h200']));
    expect(taking).toHaveLength(128);
    expect(taking.map(({ name }) => name)).toEqual(expect.arrayContaining(['h0', 'h100', 'h200']));
    expect(leftOut).toHaveLength(172);
    expect(leftOut[0]?.reason).toBe('of 300 hosts, a sample of 128 takes part');
  });
});
