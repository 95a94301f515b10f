import { type Inventory, membershipOf, networksOf } from '@muster/inventory';
import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { othersSide } from './others-side.js';
import type { StepContext } from './step-context.js';

const spec = aFleet().manager('a').worker('b').worker('c');
const all: Inventory = anInventory().member('a').member('b').member('c');
const timeMs = 10_000;

/** As if this member had not heard of that one. */
function unheard(inventory: Inventory, listener: string, of: string): Inventory {
  const record = inventory.hosts[listener];
  const docker = record?.facts?.docker;
  const member = membershipOf(inventory, of);
  if (record?.facts === undefined || docker?.kind !== 'known' || member.kind !== 'member')
    throw new Error('both are members');
  const networks = networksOf(inventory, listener).map((network) => ({
    ...network,
    peers: network.peers.filter((peer) => peer.address !== member.address),
  }));
  const facts = { ...record.facts, docker: { ...docker, networks } };
  return { ...inventory, hosts: { ...inventory.hosts, [listener]: { ...record, facts } } };
}

/** A context in which one look after the other sees these, and the last one stays. */
function seeing(...views: readonly Inventory[]) {
  const asked: string[] = [];
  const said: string[] = [];
  let now = views[0];
  const ctx = {
    spec,
    signal: new AbortController().signal,
    inventory: () => now,
    observe: (hosts: readonly string[]) => {
      now = views[Math.min(asked.length, views.length - 1)];
      asked.push(hosts.join(' '));
      return Promise.resolve(now);
    },
    progress: (message: string) => said.push(message),
  } as unknown as StepContext;
  return { ctx, asked, said };
}

describe('what the others see of a host', () => {
  it('is asked of the host and a manager', async () => {
    const { ctx, asked } = seeing(all);
    await othersSide('b', timeMs, ctx);
    expect(asked).toEqual(['b a']);
  });

  it('is asked of other members in turn where the manager has not heard of it', async () => {
    const deaf = unheard(unheard(all, 'a', 'b'), 'c', 'b');
    const { ctx, asked, said } = seeing(deaf, deaf, unheard(all, 'a', 'b'));
    await othersSide('b', timeMs, ctx);
    expect(asked).toEqual(['b a', 'a c', 'a c']);
    expect(said).toEqual(['waiting for in-gossip (none of 2 peers lists 192.0.2.2)']);
  });

  it('is asked of the host too until its own side is there', async () => {
    const begins = anInventory().member('a').member('b', { works: false }).member('c');
    const { ctx, asked } = seeing(begins, begins, all);
    await othersSide('b', timeMs, ctx);
    expect(asked).toEqual(['b a', 'b a', 'b a']);
  });

  it('is asked of others in turn for the manager itself', async () => {
    const deaf = unheard(unheard(all, 'b', 'a'), 'c', 'a');
    const { ctx, asked } = seeing(deaf, deaf, all);
    await othersSide('a', timeMs, ctx);
    expect(asked).toEqual(['a', 'c', 'b']);
  });

  it('may be told meanwhile, without another look', async () => {
    const { ctx, asked } = seeing(unheard(unheard(all, 'a', 'b'), 'c', 'b'));
    let glances = 0;
    const { inventory } = ctx;
    const watched = { ...ctx, inventory: () => ((glances += 1) > 2 ? all : inventory()) };
    await othersSide('b', timeMs, watched);
    expect(asked).toHaveLength(1);
  });

  it('names what is missing when time is over', async () => {
    const { ctx } = seeing(anInventory().member('a').member('b', { works: false }).member('c'));
    await expect(othersSide('b', 0, ctx)).rejects.toMatchObject({
      code: 'deadline',
      message: expect.stringContaining(
        'ingress-present (the host has no network ingress)',
      ) as string,
    });
  });
});
