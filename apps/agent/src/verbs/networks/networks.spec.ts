import type { CreateOverlay } from '@muster/docker';
import type { NetworkFact } from '@muster/inventory';
import { FakeWorld, overlay, subnetsOf, type FakeEngine } from '@muster/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '../index.js';

describe('the verbs of networks', () => {
  let world: FakeWorld;
  let manager: FakeEngine;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    world = new FakeWorld();
    manager = world.addHost('manager');
    await manager.initSwarm({ addressPools: [], autolock: false }, signal);
  });
  const present = (args: CreateOverlay, host = manager) =>
    world.clock.run(handlers.ensureNetworkPresent(args, world.contextOf(host)));
  const names = () => [...(manager.swarm()?.networks.values() ?? [])].map(({ name }) => name);
  const addWorker = async () => {
    const worker = world.addHost('worker');
    const joinToken = manager.swarm()?.tokens.worker ?? '';
    const remoteAddress = `${manager.address}:2377`;
    await world.clock.run(worker.joinSwarm({ role: 'worker', joinToken, remoteAddress }, signal));
    return worker;
  };
  const conflict = (words: string) => ({
    code: 'conflict',
    message: expect.stringContaining(words) as string,
  });

  describe('ensureNetworkPresent', () => {
    it('creates the network, and answers with it once it has its addresses', async () => {
      const wanted = overlay('app', {
        attachable: true,
        subnets: subnetsOf('10.7.0.0/24'),
        mtu: 1400,
        labels: { a: 'b' },
      });
      const { changed, value } = await present(wanted);
      expect(changed).toBe(true);
      expect(value).toMatchObject({
        name: 'app',
        driver: 'overlay',
        attachable: true,
        labels: { a: 'b' },
        subnets: [{ subnet: '10.7.0.0/24', gateway: '10.7.0.1' }],
      });
    });

    it('has told of the network that it made when it answers, and of one that was there', async () => {
      const told: string[] = [];
      const ctx = {
        ...world.contextOf(manager),
        networkMade: async ({ name }: NetworkFact) => void told.push(`made ${name}`),
        networksChanged: async (ids: readonly string[]) => void told.push(`read ${ids.length}`),
      };
      const ensure = () => world.clock.run(handlers.ensureNetworkPresent(overlay('app'), ctx));
      await ensure();
      expect(told).toEqual(['made app']);
      await ensure();
      expect(told).toEqual(['made app', 'read 1']);
    });

    it('changes nothing the second time', async () => {
      const first = await present(overlay('app'));
      expect(await present(overlay('app'))).toEqual({ changed: false, value: first.value });
    });

    it('waits for the addresses of a network that somebody created just now', async () => {
      await manager.createOverlay(overlay('app'), signal);
      const { changed, value } = await present(overlay('app'));
      expect(changed).toBe(false);
      expect(value.driver).toBe('overlay');
    });

    it.each<[string, Partial<CreateOverlay>, string]>([
      ['attachable', { attachable: true }, 'attachable is false, wanted true'],
      ['internal', { internal: true }, 'internal is false, wanted true'],
      ['encrypted', { encrypted: true }, 'encrypted is false, wanted true'],
      ['mtu', { mtu: 1400 }, 'mtu is default, wanted 1400'],
      [
        'subnets',
        { subnets: subnetsOf('10.9.0.0/24') },
        'subnets is 10.7.0.0/24, wanted 10.9.0.0/24',
      ],
    ])('refuses one that exists with another value of %s', async (_, wanted, words) => {
      await present(overlay('app', { subnets: subnetsOf('10.7.0.0/24') }));
      await expect(present(overlay('app', wanted))).rejects.toMatchObject(conflict(words));
    });

    it('names all differences at once', async () => {
      await present(overlay('app'));
      const words = 'attachable is false, wanted true; encrypted is false, wanted true';
      const acting = present(overlay('app', { attachable: true, encrypted: true }));
      await expect(acting).rejects.toMatchObject(conflict(words));
    });

    it('does not mind other labels, nor subnets and MTU that were not asked for', async () => {
      await present(
        overlay('app', { subnets: subnetsOf('10.7.0.0/24'), mtu: 1400, labels: { a: 'b' } }),
      );
      expect(await present(overlay('app', { labels: { c: 'd' } }))).toMatchObject({
        changed: false,
      });
    });

    it('does not mind another order of the subnets', async () => {
      await present(overlay('app', { subnets: subnetsOf('10.7.0.0/24', '10.8.0.0/24') }));
      const again = await present(
        overlay('app', { subnets: subnetsOf('10.8.0.0/24', '10.7.0.0/24') }),
      );
      expect(again).toMatchObject({ changed: false });
    });

    it('refuses the name of a network of this host alone, and says what has it', async () => {
      const words = 'this host has a bridge network of that name';
      await expect(present(overlay('bridge'))).rejects.toMatchObject(conflict(words));
    });

    it('refuses the name of the routing mesh', async () => {
      await world.clock.pass(10_000);
      await expect(present(overlay('ingress'))).rejects.toMatchObject(conflict('routing mesh'));
    });

    it('refuses a range that another network has, and leaves nothing', async () => {
      await present(overlay('old', { subnets: subnetsOf('10.7.0.0/16') }));
      const acting = present(overlay('new', { subnets: subnetsOf('10.7.3.0/24') }));
      await expect(acting).rejects.toMatchObject(conflict("the network 'old' has 10.7.0.0/16"));
      expect(names()).not.toContain('new');
    });

    it('names what keeps the addresses from one that somebody left behind', async () => {
      await present(overlay('old', { subnets: subnetsOf('10.7.0.0/16') }));
      const left = overlay('left', { subnets: subnetsOf('10.7.3.0/24') });
      await manager.createOverlay(left, signal);
      await expect(present(left)).rejects.toMatchObject(
        conflict("the network 'old' has 10.7.0.0/16"),
      );
    });

    it('takes a network back when it is not wanted any more before it was seen', async () => {
      const command = new AbortController();
      manager.beforeNext('listNetworks', () => {
        command.abort();
        return Promise.resolve('withdrawn');
      });
      const context = { ...world.contextOf(manager), signal: command.signal };
      const acting = world.clock.run(handlers.ensureNetworkPresent(overlay('app'), context));
      await expect(acting).rejects.toMatchObject({ code: 'cancelled' });
      expect(names()).not.toContain('app');
    });

    it('takes a network back that gets no addresses', async () => {
      const swarm = manager.swarm();
      if (swarm === undefined) throw new Error('no swarm');
      swarm.allocate = () => undefined;
      await expect(present(overlay('app'))).rejects.toMatchObject(
        conflict("'app' was removed again"),
      );
      expect(names()).not.toContain('app');
    });

    it('takes the network that somebody else created in the same moment', async () => {
      manager.beforeNext('createOverlay', () => manager.createOverlay(overlay('app'), signal));
      const outcome = await present(overlay('app'));
      expect(outcome).toMatchObject({ changed: false, value: { name: 'app', driver: 'overlay' } });
    });

    it('names the prerequisite on a host in no swarm', async () => {
      await expect(present(overlay('app'), world.addHost('idle'))).rejects.toMatchObject({
        code: 'precondition',
        message:
          "cannot create the overlay network 'app': this host is in no swarm: init or join one first",
      });
    });

    it('says on a worker whom to ask', async () => {
      await expect(present(overlay('app'), await addWorker())).rejects.toMatchObject({
        code: 'precondition',
        message: expect.stringContaining('this host is a worker: ask a manager') as string,
      });
    });
  });

  describe('the routing mesh', () => {
    const mesh = overlay('mesh', { ingress: true, subnets: subnetsOf('10.50.0.0/16') });

    it('is not taken for another one by its name', async () => {
      await expect(present(mesh)).rejects.toMatchObject(
        conflict(
          "the network 'ingress' exists with other properties: name is ingress, wanted mesh",
        ),
      );
    });

    it('goes only when that is meant, and then another one can come', async () => {
      const args = { name: 'ingress', ingress: true };
      await world.clock.run(handlers.ensureNetworkAbsent(args, world.contextOf(manager)));
      expect(await present(mesh)).toMatchObject({ changed: true, value: { ingress: true } });
      expect(names()).toEqual(['mesh']);
    });
  });

  it('refuses a VXLAN identifier that another network has, and leaves nothing', async () => {
    await present(overlay('old', { vnis: [5001] }));
    const acting = present(overlay('new', { vnis: [5001] }));
    await expect(acting).rejects.toMatchObject(conflict('has the VXLAN identifier 5001'));
    expect(names()).not.toContain('new');
  });
});
