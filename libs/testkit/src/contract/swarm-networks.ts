import type { CreateOverlay } from '@muster/docker';
import type { NetworkFact } from '@muster/inventory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { init, overlay, type Scenario } from './scenario.js';

export function networksOfASwarm(s: Scenario): void {
  describe("of a manager with its swarm's networks", { concurrent: false }, () => {
    beforeAll(() => s.soon((signal) => s.first.engine.initSwarm(init(s.first.address), signal)));
    afterAll(() => s.leaveAll());

    async function create(args: CreateOverlay): Promise<NetworkFact> {
      const id = await s.soon((signal) => s.first.engine.createOverlay(args, signal));
      const network = await s.eventually(
        () => s.findNetwork(s.first, args.name),
        (seen) => seen?.driver === 'overlay',
      );
      if (network === undefined) throw new Error(`network ${id} is not there`);
      expect(network.id).toBe(id);
      return network;
    }

    it('creates one for services only, with addresses from the pool', async () => {
      const network = await create(overlay('plain'));
      expect(network).toMatchObject({
        scope: 'swarm',
        attachable: false,
        internal: false,
        ingress: false,
        encrypted: false,
        labels: {},
      });
      expect(network.subnets).toHaveLength(1);
      expect(network.vnis).toHaveLength(1);
      expect(Date.parse(network.createdAt)).not.toBeNaN();
    });

    it('creates one with every property, and reads them back', async () => {
      const network = await create(
        overlay('full', {
          attachable: true,
          internal: true,
          encrypted: true,
          subnets: ['10.220.1.0/24', '10.220.2.0/24'],
          mtu: 1400,
          labels: { team: 'a' },
        }),
      );
      expect(network).toMatchObject({
        attachable: true,
        internal: true,
        encrypted: true,
        labels: { team: 'a' },
        options: { 'com.docker.network.driver.mtu': '1400' },
      });
      const subnets = network.subnets.map(({ subnet }) => subnet);
      expect(subnets.toSorted()).toEqual(['10.220.1.0/24', '10.220.2.0/24']);
      expect(network.vnis).toHaveLength(2);
    });

    it.each([
      ['of an overlay', 'twice'],
      ['of a local network', 'bridge'],
    ])('refuses the name %s', async (_, taken) => {
      if (taken === 'twice') await create(overlay(taken));
      const acting = s.soon((signal) => s.first.engine.createOverlay(overlay(taken), signal));
      await expect(acting).rejects.toMatchObject({ code: 'conflict' });
    });

    it('refuses a malformed subnet', async () => {
      const args = overlay('wrong', { subnets: ['nonsense'] });
      const acting = s.soon((signal) => s.first.engine.createOverlay(args, signal));
      await expect(acting).rejects.toMatchObject({ code: 'invalid' });
    });

    it('accepts a range that overlaps another one, and never allocates it', async () => {
      await create(overlay('range', { subnets: ['10.230.1.0/24'] }));
      const args = overlay('overlap', { subnets: ['10.230.1.0/25'] });
      const id = await s.soon((signal) => s.first.engine.createOverlay(args, signal));
      await create(overlay('later'));
      expect(await s.findNetwork(s.first, 'overlap')).toMatchObject({
        id,
        driver: '',
        subnets: [],
        vnis: [],
      });
      await s.soon((signal) => s.first.engine.removeNetwork(id, signal));
      expect(await s.findNetwork(s.first, 'overlap')).toBeUndefined();
    });

    it('removes one, and does not find it again', async () => {
      const { id } = await create(overlay('brief'));
      await s.soon((signal) => s.first.engine.removeNetwork(id, signal));
      expect(await s.findNetwork(s.first, 'brief')).toBeUndefined();
      const removing = s.soon((signal) => s.first.engine.removeNetwork(id, signal));
      await expect(removing).rejects.toMatchObject({ code: 'not_found' });
    });

    it('shows who is attached, and keeps the network meanwhile', async () => {
      const { id } = await create(overlay('used', { attachable: true }));
      await s.first.attach('used', 'guest');
      try {
        const seen = await s.eventually(
          async () =>
            (await s.soon((signal) => s.first.engine.networks({}, signal))).find(
              (network) => network.id === id,
            ),
          (network) => (network?.attachments.length ?? 0) > 0 && (network?.peers.length ?? 0) > 0,
        );
        expect(seen?.attachments[0]).toMatchObject({
          name: 'guest',
          image: 'muster-lab/busybox:latest',
          macAddress: expect.stringMatching(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/) as string,
        });
        expect(seen?.attachments[0]).not.toHaveProperty('task');
        expect(seen?.attachments[0]?.containerId).toHaveLength(64);
        expect(seen?.attachments[0]?.ipv4Address).toMatch(/^\d+\.\d+\.\d+\.\d+\/\d+$/);
        expect(seen?.peers.map(({ address }) => address)).toEqual([s.first.address]);
        const removing = s.soon((signal) => s.first.engine.removeNetwork(id, signal));
        await expect(removing).rejects.toMatchObject({ code: 'precondition' });
        const running = s.soon((signal) => s.first.engine.runningContainers(signal));
        await expect(running).resolves.toEqual(['guest']);
      } finally {
        await s.first.detach('used', 'guest');
      }
      await s.soon((signal) => s.first.engine.removeNetwork(id, signal));
    });
  });
}
