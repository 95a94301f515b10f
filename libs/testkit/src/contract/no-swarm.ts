import type { Engine } from '@muster/docker';
import { afterEach, describe, expect, it } from 'vitest';
import { init, overlay, type Scenario } from './scenario.js';

export function aHostInNoSwarm(s: Scenario): void {
  describe('of a host in no swarm', { concurrent: false }, () => {
    afterEach(() => s.leaveAll());

    it('describes its engine, its membership and its own networks', async () => {
      const facts = await s.soon((signal) => s.first.engine.describe(signal));
      expect(facts.membership).toEqual({ kind: 'none' });
      expect(facts.swarm).toBeUndefined();
      expect(facts.engine.version).toMatch(/^\d+\.\d+/);
      expect(facts.engine.apiVersion).toMatch(/^1\.\d+$/);
      expect(facts.engine.id).not.toBe('');
      expect(facts.engine.liveRestore).toBe(false);
      expect(facts.engine.dataRoot).toMatch(/^\//);
      expect(facts.engine.securityOptions).toContainEqual(expect.stringMatching(/^name=/));
      expect(facts.networks.find(({ name }) => name === 'bridge')).toMatchObject({
        driver: 'bridge',
        scope: 'local',
        ingress: false,
        attachments: [],
      });
    });

    it('tells who is attached to a network of its own', async () => {
      await s.first.attach('bridge', 'lodger');
      try {
        const networks = await s.soon((signal) => s.first.engine.networks({}, signal));
        const bridge = networks.find(({ name }) => name === 'bridge');
        expect(bridge?.attachments).toEqual([
          expect.objectContaining({ name: 'lodger', image: 'muster-lab/busybox:latest' }),
        ]);
        expect(bridge?.orphans).toEqual([]);
      } finally {
        await s.first.detach('bridge', 'lodger');
      }
      const after = await s.soon((signal) => s.first.engine.networks({}, signal));
      expect(after.flatMap(({ attachments }) => attachments)).toEqual([]);
    });

    it('lists networks by their whole names only', async () => {
      const names = ['bridge', 'hos'];
      const found = await s.soon((signal) => s.first.engine.listNetworks({ names }, signal));
      expect(found.map(({ name }) => name)).toEqual(['bridge']);
    });

    it.each<[string, (engine: Engine, signal: AbortSignal) => Promise<unknown>]>([
      ['leave', (engine, signal) => engine.leaveSwarm({ force: false }, signal)],
      ['leave by force', (engine, signal) => engine.leaveSwarm({ force: true }, signal)],
      ['read a join token', (engine, signal) => engine.joinToken('worker', signal)],
      ['look at a node', (engine, signal) => engine.node('x', signal)],
      ['update a node', (engine, signal) => engine.updateNode({ nodeId: 'x' }, signal)],
      [
        'remove a node',
        (engine, signal) => engine.removeNode({ nodeId: 'x', force: false }, signal),
      ],
      ['create an overlay', (engine, signal) => engine.createOverlay(overlay('x'), signal)],
    ])('cannot %s', async (_, act) => {
      const acting = s.soon((signal) => act(s.first.engine, signal));
      await expect(acting).rejects.toMatchObject({ code: 'precondition' });
    });

    it('refuses a malformed address pool', async () => {
      const args = { ...init(s.first.address), addressPools: ['10.0.0.0/40'] };
      const acting = s.soon((signal) => s.first.engine.initSwarm(args, signal));
      await expect(acting).rejects.toMatchObject({ code: 'invalid' });
    });

    it('is denied with a malformed join token, and stays in no swarm', async () => {
      const acting = s.soon((signal) => s.joinWith('garbage', s.first.address, signal));
      await expect(acting).rejects.toMatchObject({ code: 'denied' });
      expect(await s.soon((signal) => s.second.engine.membership(signal))).toEqual({
        kind: 'none',
      });
    });

    it('finds no swarm at a host that has none', async () => {
      const token = `SWMTKN-1-${'1'.repeat(50)}-${'1'.repeat(25)}`;
      const acting = s.soon((signal) => s.joinWith(token, s.first.address, signal));
      await expect(acting).rejects.toMatchObject({ code: 'unavailable' });
      expect(await s.soon((signal) => s.second.engine.membership(signal))).toEqual({
        kind: 'none',
      });
    });

    it.each<[string, (engine: Engine, signal: AbortSignal) => Promise<unknown>]>([
      ['describe', (engine, signal) => engine.describe(signal)],
      ['membership', (engine, signal) => engine.membership(signal)],
      ['initSwarm', (engine, signal) => engine.initSwarm(init('127.0.0.1'), signal)],
      ['leaveSwarm', (engine, signal) => engine.leaveSwarm({ force: true }, signal)],
      ['joinToken', (engine, signal) => engine.joinToken('worker', signal)],
      ['node', (engine, signal) => engine.node('x', signal)],
      ['updateNode', (engine, signal) => engine.updateNode({ nodeId: 'x' }, signal)],
      ['removeNode', (engine, signal) => engine.removeNode({ nodeId: 'x', force: false }, signal)],
      ['networks', (engine, signal) => engine.networks({}, signal)],
      ['listNetworks', (engine, signal) => engine.listNetworks({}, signal)],
      ['createOverlay', (engine, signal) => engine.createOverlay(overlay('x'), signal)],
      ['removeNetwork', (engine, signal) => engine.removeNetwork('x', signal)],
    ])('does nothing once it was cancelled: %s', async (_, act) => {
      const acting = act(s.first.engine, AbortSignal.abort());
      await expect(acting).rejects.toMatchObject({ code: 'cancelled' });
      expect(await s.soon((signal) => s.first.engine.membership(signal))).toEqual({ kind: 'none' });
    });
  });
}
