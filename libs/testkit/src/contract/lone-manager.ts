import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { init, type Scenario } from './scenario.js';

export function aManagerAlone(s: Scenario): void {
  describe('of a manager that is alone', { concurrent: false }, () => {
    let nodeId: string;
    beforeAll(async () => {
      const args = {
        ...init(s.first.address),
        addressPools: ['10.210.0.0/16'],
        subnetSize: 26,
        dataPathPort: 4790,
      };
      nodeId = await s.soon((signal) => s.first.engine.initSwarm(args, signal));
    });
    afterAll(() => s.leaveAll());

    it('is a member, and knows itself as manager', async () => {
      expect(await s.memberOf(s.first)).toEqual({
        kind: 'member',
        nodeId,
        role: 'manager',
        address: s.first.address,
        managers: [{ nodeId, address: `${s.first.address}:2377` }],
      });
    });

    it('describes its swarm', async () => {
      const { swarm } = await s.soon((signal) => s.first.engine.describe(signal));
      expect(swarm).toMatchObject({
        addressPools: ['10.210.0.0/16'],
        subnetSize: 26,
        dataPathPort: 4790,
        autolock: false,
      });
      expect(swarm?.id).not.toBe('');
      expect(swarm?.nodes).toHaveLength(1);
      expect(swarm?.nodes[0]).toMatchObject({
        nodeId,
        role: 'manager',
        availability: 'active',
        state: 'ready',
        labels: {},
        manager: { leader: true, reachable: true, address: `${s.first.address}:2377` },
      });
    });

    it('gets ingress and docker_gwbridge after a while', async () => {
      const names = ['ingress', 'docker_gwbridge'];
      const found = await s.eventually(
        () => s.soon((signal) => s.first.engine.listNetworks({ names }, signal)),
        (networks) => networks.length === 2,
      );
      expect(found.find(({ name }) => name === 'ingress')).toMatchObject({
        ingress: true,
        scope: 'swarm',
        driver: 'overlay',
      });
    });

    it('is in the gossip of ingress itself', async () => {
      const ingress = await s.eventually(
        async () =>
          (await s.soon((signal) => s.first.engine.networks({}, signal))).find(
            (network) => network.ingress,
          ),
        (network) => (network?.peers.length ?? 0) > 0,
      );
      expect(ingress?.peers.map(({ address }) => address)).toEqual([s.first.address]);
      expect(ingress?.attachments).toEqual([]);
    });

    it('refuses to start or join another swarm', async () => {
      const starting = s.soon((signal) => s.first.engine.initSwarm(init(s.first.address), signal));
      await expect(starting).rejects.toMatchObject({ code: 'precondition' });
      const joinToken = await s.soon((signal) => s.first.engine.joinToken('worker', signal));
      const joining = s.soon((signal) =>
        s.first.engine.joinSwarm(
          { role: 'worker', joinToken, remoteAddress: '192.0.2.9:2377' },
          signal,
        ),
      );
      await expect(joining).rejects.toMatchObject({ code: 'precondition' });
    });

    it('leaves by force only', async () => {
      const leaving = s.soon((signal) => s.first.engine.leaveSwarm({ force: false }, signal));
      await expect(leaving).rejects.toMatchObject({ code: 'precondition' });
      expect((await s.memberOf(s.first)).nodeId).toBe(nodeId);
    });

    it('has a join token for each role', async () => {
      const worker = await s.soon((signal) => s.first.engine.joinToken('worker', signal));
      const manager = await s.soon((signal) => s.first.engine.joinToken('manager', signal));
      expect(worker).toMatch(/^SWMTKN-1-/);
      expect(manager).toMatch(/^SWMTKN-1-/);
      expect(manager).not.toBe(worker);
    });

    it('cannot demote or remove itself', async () => {
      const demoting = s.soon((signal) =>
        s.first.engine.updateNode({ nodeId, role: 'worker' }, signal),
      );
      await expect(demoting).rejects.toMatchObject({ code: 'precondition' });
      const removing = s.soon((signal) =>
        s.first.engine.removeNode({ nodeId, force: true }, signal),
      );
      await expect(removing).rejects.toMatchObject({ code: 'precondition' });
    });

    it('knows no node by another name than its id', async () => {
      for (const id of ['nosuchnode', nodeId.slice(0, 10)]) {
        const looking = s.soon((signal) => s.first.engine.node(id, signal));
        await expect(looking).rejects.toMatchObject({ code: 'not_found' });
      }
      const updating = s.soon((signal) =>
        s.first.engine.updateNode({ nodeId: 'nosuchnode' }, signal),
      );
      await expect(updating).rejects.toMatchObject({ code: 'not_found' });
      const removing = s.soon((signal) =>
        s.first.engine.removeNode({ nodeId: 'nosuchnode', force: false }, signal),
      );
      await expect(removing).rejects.toMatchObject({ code: 'not_found' });
    });

    it('changes of a node only what it is told', async () => {
      const look = () => s.soon((signal) => s.first.engine.node(nodeId, signal));
      await s.soon((signal) =>
        s.first.engine.updateNode({ nodeId, labels: { zone: 'a', rack: '1' } }, signal),
      );
      expect(await look()).toMatchObject({
        labels: { zone: 'a', rack: '1' },
        availability: 'active',
      });
      await s.soon((signal) =>
        s.first.engine.updateNode({ nodeId, availability: 'drain' }, signal),
      );
      expect(await look()).toMatchObject({
        labels: { zone: 'a', rack: '1' },
        availability: 'drain',
      });
      await s.soon((signal) =>
        s.first.engine.updateNode({ nodeId, availability: 'active', labels: {} }, signal),
      );
      expect(await look()).toMatchObject({ labels: {}, availability: 'active', role: 'manager' });
    });
  });
}
