import type { CommandArgs } from '@muster/protocol';
import { FakeWorld } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import type { PortCheck } from '../../witness/index.js';
import { handlers } from '../index.js';

const check = { checkId: 'c', nonce: '0102030405060708' };
const order: CommandArgs['openWitness'] = {
  ...{ ...check, lifetimeMs: 1_000, index: 1, address: '10.0.0.1', dataAddress: '10.0.0.1' },
  ...{ ports: [], trace: [], arrivalsOnly: false },
};

describe('the verbs of a port check', () => {
  const world = new FakeWorld();
  const context = world.contextOf(world.addHost('a'));

  it('change nothing, and answer what the host says', async () => {
    const opened = { holders: [] };
    const sent = { probes: [], sizes: [] };
    const collected = {
      tallies: [],
      syns: [],
      sizes: [],
      refusals: [],
      stoppedBy: [],
      arrivalsOnly: false,
    };
    const asked: unknown[] = [];
    const portCheck: PortCheck = {
      open: async (it) => (asked.push(it), opened),
      send: async (it) => (asked.push(it), sent),
      collect: async (it) => (asked.push(it), collected),
      close: async () => undefined,
    };
    const ctx = { ...context, portCheck };
    const collecting = { checkId: 'c', expected: 5, patienceMs: 300 };
    const sending = { ...check, packets: 5, targets: [], atOnce: true };
    expect(await handlers.openWitness(order, ctx)).toEqual({ changed: false, value: opened });
    expect(await handlers.sendProbes(sending, ctx)).toEqual({ changed: false, value: sent });
    const told = await handlers.collectWitness(collecting, ctx);
    expect(told).toEqual({ changed: false, value: collected });
    expect(asked).toEqual([order, sending, collecting]);
  });

  it('say so where the agent takes no part', async () => {
    await expect(handlers.openWitness(order, context)).rejects.toMatchObject({
      code: 'unsupported',
    });
  });
});
