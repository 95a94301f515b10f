import type { EngineEvent } from '@muster/docker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { init, overlay, type Scenario } from './scenario.js';

/** What the event stream promises. */
export function eventsOfAManager(s: Scenario): void {
  describe('of a manager that is followed', { concurrent: false }, () => {
    beforeAll(() => s.soon((signal) => s.first.engine.initSwarm(init(s.first.address), signal)));
    afterAll(() => s.leaveAll());

    /** Follows, does it, and waits for such an event. */
    async function heard(
      act: () => Promise<unknown>,
      isIt: (event: EngineEvent) => boolean,
    ): Promise<EngineEvent> {
      const abort = new AbortController();
      const events = await s.soon(() => s.first.engine.events(abort.signal));
      const iterator = events[Symbol.asyncIterator]();
      await act();
      try {
        for (;;) {
          const next = await s.soon(() => iterator.next());
          if (next.done === true) throw new Error('the events came to an end');
          if (isIt(next.value)) return next.value;
        }
      } finally {
        abort.abort();
        // After what was on its way.
        const rest = (async () => {
          while ((await iterator.next()).done !== true);
        })();
        await expect(s.soon(() => rest)).rejects.toMatchObject({ code: 'cancelled' });
      }
    }

    it('tells of a network that is created', async () => {
      let id = '';
      await heard(
        async () => {
          id = await s.soon((signal) => s.first.engine.createOverlay(overlay('told'), signal));
        },
        (event) => event.kind === 'network' && event.networkId === id,
      );
      const found = await s.eventually(
        () => s.soon((signal) => s.first.engine.networksById([id, 'told', 'no-such'], signal)),
        ([network]) => network?.driver === 'overlay',
      );
      expect(found.map(({ name }) => name)).toEqual(['told']);
      await heard(
        () => s.soon((signal) => s.first.engine.removeNetwork(id, signal)),
        (event) => event.kind === 'network' && event.networkId === id,
      );
      const gone = await s.soon((signal) => s.first.engine.networksById([id], signal));
      expect(gone).toEqual([]);
    });

    it('tells of a container that comes to a network, and goes', async () => {
      const bridge = await s.findNetwork(s.first, 'bridge');
      const id = bridge?.id ?? '';
      const isIt = (event: EngineEvent): boolean =>
        event.kind === 'network' && event.networkId === id;
      await heard(() => s.first.attach('bridge', 'passer-by'), isIt);
      const [seen] = await s.soon((signal) => s.first.engine.networksById([id], signal));
      expect(seen?.attachments).toEqual([
        expect.objectContaining({ name: 'passer-by', image: 'muster-lab/busybox:latest' }),
      ]);
      await heard(() => s.first.detach('bridge', 'passer-by'), isIt);
      const [after] = await s.soon((signal) => s.first.engine.networksById([id], signal));
      expect(after?.attachments).toEqual([]);
    });

    it('tells of a node that changes, and what the swarm says then', async () => {
      const { nodeId } = await s.memberOf(s.first);
      const args = { nodeId, labels: { zone: 'told' } };
      await heard(
        () => s.soon((signal) => s.first.engine.updateNode(args, signal)),
        ({ kind }) => kind === 'swarm',
      );
      const swarm = await s.soon((signal) => s.first.engine.swarmFacts(signal));
      expect(swarm?.nodes[0]?.labels).toEqual({ zone: 'told' });
      expect(swarm).toEqual((await s.soon((signal) => s.first.engine.describe(signal))).swarm);
      const elsewhere = await s.soon((signal) => s.second.engine.swarmFacts(signal));
      expect(elsewhere).toBeUndefined();
    });

    it('comes to an end with the daemon', async () => {
      const events = await s.soon(() => s.second.engine.events(new AbortController().signal));
      const end = (async () => {
        for await (const event of events) expect(event.kind).not.toBe('');
      })();
      const ended = expect(end).rejects.toMatchObject({ code: 'unavailable' });
      await s.second.stop();
      try {
        await s.soon(() => ended);
        const again = s.soon((signal) => s.second.engine.events(signal));
        await expect(again).rejects.toMatchObject({ code: 'unavailable' });
      } finally {
        await s.second.start();
      }
    });
  });
}
