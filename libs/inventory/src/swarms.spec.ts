import { anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { belongingOf, isLocked, swarmsSeen, type Inventory } from './index.js';

const two = anInventory().member('a').member('b', { role: 'manager' }).member('c');

describe('the swarms that are seen', () => {
  it('are each one, however many managers see them', () => {
    expect(swarmsSeen(two).map(({ id }) => id)).toEqual(['ours']);
  });

  it('are seen as the manager with the newest look says', () => {
    const seenLater = (host: string): Inventory => {
      const newer = { ...two.hosts[host]!, seenAt: '2031-01-01T00:00:00Z' };
      return { revision: 2, hosts: { ...two.hosts, [host]: newer } };
    };
    expect(swarmsSeen(seenLater('a'))[0]?.seenBy).toBe('a');
    expect(swarmsSeen(seenLater('b'))[0]?.seenBy).toBe('b');
  });

  it("are seen by the coordinator's clock, whatever the managers' own say", () => {
    const ahead = two.hosts['b']!;
    const wrong = { ...ahead, facts: { ...ahead.facts!, observedAt: '2031-01-01T00:00:00Z' } };
    const inventory: Inventory = { revision: 2, hosts: { ...two.hosts, b: wrong } };
    expect(swarmsSeen(inventory)[0]?.seenBy).toBe('a');
  });

  it('are not seen by managers whose agents are away', () => {
    expect(swarmsSeen(two.disconnected('a').disconnected('b'))).toEqual([]);
  });

  it('are not seen without a leader', () => {
    const lost = anInventory().member('a').node('x', { role: 'manager', reachable: false });
    expect(swarmsSeen(lost)).toEqual([]);
  });
});

describe('a host', () => {
  it('is in the swarm whose managers list its node', () => {
    expect(belongingOf(two, 'c')).toMatchObject({
      kind: 'in',
      swarm: { id: 'ours' },
      node: { nodeId: 'ours-c-3' },
    });
  });

  it('is in the swarm of the managers that it knows, also when they do not list it', () => {
    const belonging = belongingOf(anInventory().member('a').member('b', { forgotten: true }), 'b');
    expect(belonging).toMatchObject({ kind: 'in', swarm: { id: 'ours' } });
    expect(belonging).not.toHaveProperty('node');
  });

  it('may be in one that nobody sees', () => {
    const worker = anInventory().node('x', { role: 'manager' }).member('a');
    expect(belongingOf(worker, 'a').kind).toBe('unseen');
    expect(belongingOf(two.disconnected('a').disconnected('b'), 'c').kind).toBe('unseen');
  });

  it.each([
    ['none', anInventory().none('a')],
    ['joining', anInventory().joining('a')],
    ['broken', anInventory().broken('a')],
  ])('%s is told as it is', (kind, inventory) => {
    expect(belongingOf(inventory, 'a').kind).toBe(kind);
  });

  it.each([
    ['no agent of this host has connected', anInventory()],
    ["the host's agent is not connected", anInventory().member('a').disconnected('a')],
    ['no socket', anInventory().member('a').engineDown('a', 'no socket')],
  ])('is unknown, never in no swarm: %s', (reason, inventory) => {
    expect(belongingOf(inventory, 'a')).toEqual({ kind: 'unknown', reason });
  });
});

it.each([
  ['the swarm is locked: this manager needs the unlock key', true],
  ['Swarm is encrypted and needs to be unlocked before it can be used.', true],
  ['Swarm certificates have expired. Leave the swarm and join again.', false],
  ['context deadline exceeded: blocked by peer', false],
])('"%s" speaks of a lock: %s', (reason, expected) => {
  expect(isLocked({ reason })).toBe(expected);
});
