import type { CreateOverlay } from '@muster/docker';
import type { NetworkFact } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subnetsOf } from '../fleet-builder.js';
import { init, overlay, type Scenario } from './scenario.js';

const mtuOption = 'com.docker.network.driver.mtu';

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
          subnets: [
            {
              ...{ subnet: '10.220.1.0/24', gateway: '10.220.1.5', ipRange: '10.220.1.128/25' },
              auxAddresses: { printer: '10.220.1.7' },
            },
            ...subnetsOf('10.220.2.0/24'),
          ],
          mtu: 1400,
          vnis: [5001],
          options: { 'muster.example': 'kept' },
          labels: { team: 'a' },
        }),
      );
      expect(network).toMatchObject({
        attachable: true,
        internal: true,
        encrypted: true,
        labels: { team: 'a' },
        options: { 'com.docker.network.driver.mtu': '1400', 'muster.example': 'kept' },
      });
      const [first, second] = network.subnets.toSorted((a, b) => a.subnet.localeCompare(b.subnet));
      expect(first).toMatchObject({
        subnet: '10.220.1.0/24',
        gateway: '10.220.1.5',
        ipRange: '10.220.1.128/25',
      });
      expect(second).toMatchObject({ subnet: '10.220.2.0/24', gateway: '10.220.2.1' });
      expect(second?.ipRange).toBeUndefined();
      // The second one is the swarm's choice.
      expect(network.vnis).toHaveLength(2);
      expect(network.vnis[0]).toBe(5001);
    });

    it('accepts a VXLAN identifier that another one has, and never allocates it', async () => {
      await create(overlay('vni', { vnis: [5101] }));
      const id = await s.soon((signal) =>
        s.first.engine.createOverlay(overlay('same', { vnis: [5101] }), signal),
      );
      await create(overlay('after'));
      expect(await s.findNetwork(s.first, 'same')).toMatchObject({ id, driver: '', vnis: [] });
      await s.soon((signal) => s.first.engine.removeNetwork(id, signal));
    });

    it.each([
      ['a gateway', { gateway: '10.99.0.1' }],
      ['an ip range', { ipRange: '10.99.0.0/25' }],
    ])('refuses %s outside of its subnet', async (_, part) => {
      const subnets = [{ subnet: '10.221.0.0/24', auxAddresses: {}, ...part }];
      const acting = s.soon((signal) =>
        s.first.engine.createOverlay(overlay('outside', { subnets }), signal),
      );
      await expect(acting).rejects.toMatchObject({ code: 'invalid' });
    });

    it('has one routing mesh at a time, which can be another one', async () => {
      const ingress = await s.eventually(
        () => s.findNetwork(s.first, 'ingress'),
        (seen) => seen?.driver === 'overlay',
      );
      const mesh = overlay('mesh', {
        ingress: true,
        subnets: subnetsOf('10.222.0.0/16'),
        mtu: 1400,
      });
      const second = s.soon((signal) => s.first.engine.createOverlay(mesh, signal));
      await expect(second).rejects.toMatchObject({ code: 'conflict' });
      await s.soon((signal) => s.first.engine.removeNetwork(ingress?.id ?? '', signal));
      expect(await create(mesh)).toMatchObject({ ingress: true, options: { [mtuOption]: '1400' } });
    });

    it('takes a container off a network', async () => {
      const { id } = await create(overlay('left', { attachable: true }));
      await s.first.attach('left', 'leaver');
      try {
        const args = { network: id, container: 'leaver' };
        await s.soon((signal) => s.first.engine.disconnect(args, signal));
        await s.eventually(
          async () =>
            (await s.soon((signal) => s.first.engine.networks({ names: ['left'] }, signal)))[0],
          (network) => network?.attachments.length === 0,
        );
        const again = s.soon((signal) => s.first.engine.disconnect(args, signal));
        await expect(again).rejects.toBeInstanceOf(FleetError);
      } finally {
        await s.first.detach('left', 'leaver');
      }
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
      const args = overlay('wrong', { subnets: subnetsOf('nonsense') });
      const acting = s.soon((signal) => s.first.engine.createOverlay(args, signal));
      await expect(acting).rejects.toMatchObject({ code: 'invalid' });
    });

    it('accepts a range that overlaps another one, and never allocates it', async () => {
      await create(overlay('range', { subnets: subnetsOf('10.230.1.0/24') }));
      const args = overlay('overlap', { subnets: subnetsOf('10.230.1.0/25') });
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
