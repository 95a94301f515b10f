import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { init, overlay, type Scenario } from './scenario.js';

const repository = '127.0.0.1:1/contract/empty';
const reference = `${repository}:1`;
const label = 'dev.muster.contract';
const labels = { [label]: 'yes' };

/** Says so when it starts, and when it is signalled; ends when it is told to. */
export const contractProgram = [
  ...['/usr/bin/sh', '-c'],
  'trap "echo signalled" USR2; trap exit TERM; echo started; while :; do /usr/bin/sleep 0.1; done',
] as const;

export function whatRuns(s: Scenario): void {
  describe('of hosts that run something', { concurrent: false }, () => {
    let networkId: string;
    let nodeIds: readonly string[] = [];
    beforeAll(async () => {
      await s.soon((signal) => s.first.engine.initSwarm(init(s.first.address), signal));
      await s.joinSecond('worker');
      nodeIds = [(await s.memberOf(s.first)).nodeId, (await s.memberOf(s.second)).nodeId];
      networkId = await s.soon((signal) =>
        s.first.engine.createOverlay(overlay('running'), signal),
      );
      await s.eventually(
        () => s.findNetwork(s.first, 'running'),
        (seen) => seen?.driver === 'overlay',
      );
    });
    afterEach(async () => {
      await removeServices();
      for (const { engine } of [s.first, s.second]) {
        const images = await s.soon((signal) => engine.images({ repository }, signal));
        for (const image of images.flatMap(({ references }) => references))
          await s.soon((signal) => engine.removeImage(image, signal));
      }
    });
    afterAll(() => s.leaveAll());

    async function removeServices(): Promise<void> {
      const found = await s.soon((signal) => s.first.engine.services({ label }, signal));
      for (const { id } of found)
        await s.soon((signal) => s.first.engine.removeService(id, signal));
      for (const { engine } of [s.first, s.second])
        await s.eventually(
          () => s.soon((signal) => engine.containers({ label }, signal)),
          (containers) => containers.length === 0,
        );
    }

    const importOn = (host: typeof s.first): Promise<void> =>
      s.soon((signal) => host.engine.importEmptyImage({ reference, labels }, signal));

    const create = (name: string, excludedNodes: readonly string[] = []): Promise<string> =>
      s.soon((signal) =>
        s.first.engine.createService(
          {
            ...{ name, labels, image: reference, command: contractProgram, env: [], networkId },
            ...{ alias: `${name}-all`, mounts: ['/usr', '/lib', '/lib64'], mode: 'global' },
            ...{ endpoint: 'dnsrr', excludedNodes },
          },
          signal,
        ),
      );

    const settled = (serviceId: string, count: number) =>
      s.eventually(
        () => s.soon((signal) => s.first.engine.tasks({ serviceId }, signal)),
        (tasks) => tasks.length === count && tasks.every(({ state }) => state !== 'waiting'),
      );

    it('an image with nothing in it is made, listed, given another name and removed', async () => {
      await importOn(s.first);
      const other = `${repository}:2`;
      await s.soon((signal) =>
        s.first.engine.tagImage({ image: reference, reference: other }, signal),
      );
      const list = () => s.soon((signal) => s.first.engine.images({ repository }, signal));
      const found = await list();
      expect(found.flatMap(({ references }) => references).toSorted()).toEqual([reference, other]);
      expect(found[0]?.labels).toMatchObject(labels);
      await s.soon((signal) => s.first.engine.removeImage(other, signal));
      await s.soon((signal) => s.first.engine.removeImage(reference, signal));
      expect(await list()).toEqual([]);
      const again = s.soon((signal) => s.first.engine.removeImage(reference, signal));
      await expect(again).rejects.toMatchObject({ code: 'not_found' });
    });

    it('a service has a task on every node, whose output can be read, and which can be signalled', async () => {
      await importOn(s.first);
      await importOn(s.second);
      const id = await create('everywhere');
      const tasks = await settled(id, 2);
      expect(tasks.map(({ state }) => state)).toEqual(['running', 'running']);
      expect(tasks.map(({ nodeId }) => nodeId).toSorted()).toEqual(nodeIds.toSorted());
      for (const { engine } of [s.first, s.second]) {
        const [container] = await s.soon((signal) =>
          engine.containers({ label: `${label}=yes` }, signal),
        );
        expect(container).toMatchObject({ isRunning: true });
        expect(container?.labels).toMatchObject(labels);
        const containerId = container?.id ?? '';
        const told = await s.soon(async (signal) => {
          for await (const text of engine.followOutput(containerId, signal)) {
            if (text !== 'started\n') return text;
            await engine.signalContainer({ id: containerId, name: 'SIGUSR2' }, signal);
          }
          return 'it ended';
        });
        expect(told).toBe('started\nsignalled\n');
        const removing = s.soon((signal) => engine.removeImage(reference, signal));
        await expect(removing).rejects.toMatchObject({ code: 'conflict' });
      }
      const ended = Promise.all([s.first, s.second].map(({ engine }) => toTheEnd(engine)));
      await removeServices();
      expect(await ended).toEqual(['started\nsignalled\n', 'started\nsignalled\n']);
      const gone = { id: 'nosuch', condition: 'removed' } as const;
      await s.soon((signal) => s.first.engine.awaitContainer(gone, signal));
    });

    it('a container ends when it is told to, and is waited for', async () => {
      await importOn(s.first);
      const [, second = ''] = nodeIds;
      await settled(await create('one', [second]), 1);
      await s.soon(async (signal) => {
        const { engine } = s.first;
        const [container] = await engine.containers({ label }, signal);
        const id = container?.id ?? '';
        for await (const _ of engine.followOutput(id, signal)) break;
        await engine.signalContainer({ id, name: 'SIGTERM' }, signal);
        await engine.awaitContainer({ id, condition: 'not-running' }, signal);
      });
      // Engines tell those who wait a moment before they list it.
      await s.eventually(
        () => s.soon((signal) => s.first.engine.containers({ label }, signal)),
        ([container]) => container?.isRunning === false,
      );
    });

    /** Everything that the container here writes, once it has ended. */
    const toTheEnd = (engine: typeof s.first.engine): Promise<string> =>
      s.soon(async (signal) => {
        const [container] = await engine.containers({ label }, signal);
        let last = '';
        const id = container?.id ?? '';
        for await (const text of engine.followOutput(id, signal)) last = text;
        await engine.awaitContainer({ id, condition: 'not-running' }, signal);
        await engine.awaitContainer({ id, condition: 'removed' }, signal);
        expect(await engine.containers({ label }, signal)).toEqual([]);
        return last;
      });

    it('a node that is excluded gets none; one without the image says why it cannot start', async () => {
      await importOn(s.first);
      const [first = '', second = ''] = nodeIds;
      const one = await settled(await create('one', [second]), 1);
      expect(one).toMatchObject([{ nodeId: first, state: 'running' }]);
      const other = await settled(await create('other', [first]), 1);
      expect(other).toMatchObject([{ nodeId: second, state: 'ended' }]);
      expect(other[0]?.detail).toMatch(/No such image/i);
    });

    it('a name is taken once, and services are nothing that a worker knows', async () => {
      await create('twice');
      await expect(create('twice')).rejects.toMatchObject({ code: 'conflict' });
      const asking = s.soon((signal) => s.second.engine.services({ label }, signal));
      await expect(asking).rejects.toMatchObject({ code: 'precondition' });
      await removeServices();
      expect(await s.soon((signal) => s.first.engine.services({ label }, signal))).toEqual([]);
      const removing = s.soon((signal) => s.first.engine.removeService('nosuchservice', signal));
      await expect(removing).rejects.toMatchObject({ code: 'not_found' });
    });

    it('a container that is not there has no output and takes no signal', async () => {
      const following = s.soon(async (signal) => {
        for await (const text of s.first.engine.followOutput('nosuch', signal)) return text;
        return '';
      });
      await expect(following).rejects.toMatchObject({ code: 'not_found' });
      const signalling = s.soon((signal) =>
        s.first.engine.signalContainer({ id: 'nosuch', name: 'SIGUSR2' }, signal),
      );
      await expect(signalling).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
