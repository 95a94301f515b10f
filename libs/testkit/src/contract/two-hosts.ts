import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { init, overlay, type Scenario } from './scenario.js';

export function twoHosts(s: Scenario): void {
  describe('of two hosts', { concurrent: false }, () => {
    beforeAll(() => s.soon((signal) => s.first.engine.initSwarm(init(s.first.address), signal)));
    afterEach(async () => {
      const now = await s.soon((signal) => s.second.engine.membership(signal));
      if (now.kind === 'none') return;
      if (now.kind === 'member' && now.role === 'manager') await demote(now.nodeId);
      await s.soon((signal) => s.second.engine.leaveSwarm({ force: true }, signal));
      await s.second.untilFit();
    });
    afterAll(() => s.leaveAll());

    /** So that the first keeps its quorum when the second goes. */
    async function demote(nodeId: string): Promise<void> {
      await s.soon((signal) => s.first.engine.updateNode({ nodeId, role: 'worker' }, signal));
      await s.eventually(
        () => s.memberOf(s.second),
        ({ role }) => role === 'worker',
      );
    }

    it('the second joins as a worker, and both know it', async () => {
      await s.joinSecond('worker');
      const manager = await s.memberOf(s.first);
      const worker = await s.memberOf(s.second);
      expect(worker).toMatchObject({
        role: 'worker',
        address: s.second.address,
        managers: manager.managers,
      });
      const { swarm } = await s.soon((signal) => s.first.engine.describe(signal));
      expect(swarm?.nodes.find(({ nodeId }) => nodeId === worker.nodeId)).toMatchObject({
        role: 'worker',
      });
      expect((await s.soon((signal) => s.second.engine.describe(signal))).swarm).toBeUndefined();
    });

    it('a worker knows nothing of its swarm, and creates nothing in it', async () => {
      await s.joinSecond('worker');
      const { nodeId } = await s.memberOf(s.second);
      const acts: readonly ((signal: AbortSignal) => Promise<unknown>)[] = [
        (signal) => s.second.engine.joinToken('worker', signal),
        (signal) => s.second.engine.node(nodeId, signal),
        (signal) => s.second.engine.createOverlay(overlay('x'), signal),
      ];
      for (const act of acts) {
        await expect(s.soon(act)).rejects.toMatchObject({ code: 'precondition' });
      }
    });

    it('the second joins as a manager, and both are managers of both', async () => {
      await s.joinSecond('manager');
      const seen = await s.eventually(
        () => s.memberOf(s.first),
        ({ managers }) => managers.length === 2,
      );
      expect((await s.memberOf(s.second)).role).toBe('manager');
      expect(seen.managers.map(({ address }) => address).toSorted()).toEqual(
        [`${s.first.address}:2377`, `${s.second.address}:2377`].toSorted(),
      );
    });

    it('a worker is promoted and demoted', async () => {
      await s.joinSecond('worker');
      const { nodeId } = await s.memberOf(s.second);
      await s.soon((signal) => s.first.engine.updateNode({ nodeId, role: 'manager' }, signal));
      await s.eventually(
        () => s.memberOf(s.second),
        ({ role }) => role === 'manager',
      );
      await demote(nodeId);
    });

    it('a node is removed only once it is down, or by force', async () => {
      await s.joinSecond('worker');
      const { nodeId } = await s.memberOf(s.second);
      const removing = s.soon((signal) =>
        s.first.engine.removeNode({ nodeId, force: false }, signal),
      );
      await expect(removing).rejects.toMatchObject({ code: 'precondition' });
      await s.soon((signal) => s.second.engine.leaveSwarm({ force: false }, signal));
      expect(await s.soon((signal) => s.second.engine.membership(signal))).toEqual({
        kind: 'none',
      });
      await s.eventually(
        () => s.soon((signal) => s.first.engine.node(nodeId, signal)),
        ({ state }) => state === 'down',
      );
      await s.soon((signal) => s.first.engine.removeNode({ nodeId, force: false }, signal));
      const looking = s.soon((signal) => s.first.engine.node(nodeId, signal));
      await expect(looking).rejects.toMatchObject({ code: 'not_found' });
    });

    it('is denied with a wrong join token, and stays in no swarm', async () => {
      const right = await s.soon((signal) => s.first.engine.joinToken('worker', signal));
      const wrong = `${right.slice(0, right.lastIndexOf('-'))}-${'0'.repeat(25)}`;
      const acting = s.soon((signal) => s.joinWith(wrong, s.first.address, signal));
      await expect(acting).rejects.toMatchObject({ code: 'denied' });
      expect(await s.soon((signal) => s.second.engine.membership(signal))).toEqual({
        kind: 'none',
      });
    });

    it("is denied with another swarm's join token", async () => {
      await s.soon((signal) => s.second.engine.initSwarm(init(s.second.address), signal));
      const foreign = await s.soon((signal) => s.second.engine.joinToken('worker', signal));
      await s.soon((signal) => s.second.engine.leaveSwarm({ force: true }, signal));
      await s.second.untilFit();
      const acting = s.soon((signal) => s.joinWith(foreign, s.first.address, signal));
      await expect(acting).rejects.toMatchObject({ code: 'denied' });
    });

    it('a join to nowhere goes on when its caller gives up, until the host leaves', async () => {
      const token = await s.soon((signal) => s.first.engine.joinToken('worker', signal));
      const joining = s.hosts.time.run(
        s.joinWith(token, s.hosts.nowhere, s.hosts.time.deadline(1_000)),
      );
      await expect(joining).rejects.toMatchObject({ code: 'deadline' });
      const now = await s.soon((signal) => s.second.engine.membership(signal));
      expect(now).toMatchObject({ kind: 'joining' });
      const again = s.soon((signal) => s.joinWith(token, s.first.address, signal));
      await expect(again).rejects.toMatchObject({ code: 'precondition' });
      await s.soon((signal) => s.second.engine.leaveSwarm({ force: true }, signal));
      expect(await s.soon((signal) => s.second.engine.membership(signal))).toEqual({
        kind: 'none',
      });
    });

    it('a join to nowhere goes on when the Engine gives up answering', async () => {
      const token = await s.soon((signal) => s.first.engine.joinToken('worker', signal));
      const joining = s.hosts.time.run(
        s.joinWith(token, s.hosts.nowhere, new AbortController().signal),
      );
      await expect(joining).rejects.toMatchObject({ code: 'deadline' });
      const now = await s.soon((signal) => s.second.engine.membership(signal));
      expect(now).toMatchObject({
        kind: 'joining',
        reason: expect.stringContaining(s.hosts.nowhere) as string,
      });
    });

    it('a stopped daemon is unavailable, and is a member again when it is back', async () => {
      await s.joinSecond('worker');
      const { nodeId } = await s.memberOf(s.second);
      await s.second.stop();
      try {
        const asking = s.soon((signal) => s.second.engine.membership(signal));
        await expect(asking).rejects.toMatchObject({ code: 'unavailable' });
      } finally {
        await s.second.start();
      }
      await s.eventually(
        () => s.soon((signal) => s.second.engine.membership(signal)),
        ({ kind }) => kind === 'member',
      );
      expect((await s.memberOf(s.second)).nodeId).toBe(nodeId);
    });
  });
}
