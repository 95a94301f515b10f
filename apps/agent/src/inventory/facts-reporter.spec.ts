import type { HostFacts } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { create, FollowedHost } from './testing/followed-host.js';

let followed: FollowedHost;
beforeEach(async () => {
  followed = await FollowedHost.start();
});
afterEach(() => {
  followed.stop();
});

const named = (facts: HostFacts | undefined, name: string) =>
  facts?.docker.kind === 'known'
    ? facts.docker.networks.find((network) => network.name === name)
    : undefined;

describe('a host that is followed', () => {
  it('tells of a container that comes and goes at once, and asks the Engine little for it', async () => {
    const before = followed.host.calls.length;
    followed.host.attach('bridge', 'guest');
    await followed.pass(1);
    expect(named(followed.copy, 'bridge')?.attachments).toMatchObject([{ name: 'guest' }]);
    expect(followed.host.calls.slice(before)).toEqual(['networksById']);
    followed.host.detach('bridge');
    await followed.pass(30);
    expect(named(followed.copy, 'bridge')?.attachments).toEqual([]);
  });

  it('tells of networks that are made and removed', async () => {
    const id = await create(followed, 'backend');
    await followed.pass(200);
    expect(named(followed.copy, 'backend')).toMatchObject({ id, driver: 'overlay' });
    await followed.world.clock.run(
      followed.host.removeNetwork(id, followed.world.clock.deadline(60_000)),
    );
    await followed.pass(200);
    expect(named(followed.copy, 'backend')).toBeUndefined();
  });

  it('tells of a network when asked to, whatever events say', async () => {
    const deaf = await FollowedHost.start(false);
    const { clock } = deaf.world;
    const id = await create(deaf, 'backend');
    const changed = () => clock.run(deaf.reporter.networksChanged([id], clock.deadline(9_000)));
    await changed();
    expect(named(deaf.copy, 'backend')).toMatchObject({ id });
    await clock.run(deaf.host.removeNetwork(id, clock.deadline(9_000)));
    await changed();
    expect(named(deaf.copy, 'backend')).toBeUndefined();
  });

  it('tells of a network that was just made, as it was seen, without reading it again', async () => {
    const deaf = await FollowedHost.start(false);
    const { clock } = deaf.world;
    const id = await create(deaf, 'backend');
    const { docker } = await deaf.fresh();
    const made = docker.kind === 'known' ? docker.networks.find((it) => it.id === id) : undefined;
    const calls = deaf.host.calls.length;
    if (made !== undefined) await clock.run(deaf.reporter.networkMade(made));
    expect(named(deaf.copy, 'backend')).toEqual(made);
    expect(deaf.host.calls).toHaveLength(calls);
  });

  it('looks once more after its first look: what was just about to be written down has no event', async () => {
    const deaf = await FollowedHost.start(false);
    deaf.host.attach('bridge', 'guest');
    await deaf.pass(6_000);
    expect(named(deaf.copy, 'bridge')?.attachments).toMatchObject([{ name: 'guest' }]);
  });

  it('tells of nodes that change', async () => {
    const { docker } = followed.copy as HostFacts;
    const nodeId = (docker.kind === 'known' && docker.swarm?.nodes[0]?.nodeId) || '';
    const args = { nodeId, labels: { zone: 'a' } };
    await followed.world.clock.run(
      followed.host.updateNode(args, followed.world.clock.deadline(60_000)),
    );
    await followed.pass(1);
    expect(followed.copy?.docker).toMatchObject({ swarm: { nodes: [{ labels: { zone: 'a' } }] } });
  });

  it('puts many events together', async () => {
    for (let round = 0; round < 50; round += 1) {
      followed.host.attach('bridge', `guest-${round}`);
      followed.host.attach('host', `guest-${round}`);
    }
    await followed.pass(1);
    const deltas = followed.reports.length;
    expect(deltas).toBeLessThanOrEqual(2);
    expect(named(followed.copy, 'bridge')?.attachments).toHaveLength(50);
  });

  it('tells nothing where nothing changed', async () => {
    followed.reports.splice(0);
    followed.host.happenings.emit({
      kind: 'network',
      networkId: named(followed.copy, 'bridge')?.id ?? '',
    });
    await followed.pass(300_000);
    expect(followed.reports).toEqual([]);
  });

  it('says when the Engine is gone and when it is back, and what it missed', async () => {
    followed.host.isRunning = false;
    await followed.pass(6_000);
    expect(followed.copy).toMatchObject({ follows: false, docker: { kind: 'unknown' } });
    followed.host.attach('bridge', 'started-by-hand');
    followed.host.isRunning = true;
    await followed.pass(20_000);
    expect(followed.copy?.follows).toBe(true);
    expect(named(followed.copy, 'bridge')?.attachments).toMatchObject([
      { name: 'started-by-hand' },
    ]);
  });

  it('reads again what could not be read', async () => {
    followed.host.failNext('networksById', new FleetError('unavailable', 'busy'));
    followed.host.attach('bridge', 'guest');
    await followed.pass(10_000);
    expect(named(followed.copy, 'bridge')?.attachments).toMatchObject([{ name: 'guest' }]);
  });

  it('reads a second time: an Engine tells before it has written down', async () => {
    followed.host.happenings.emit({
      kind: 'network',
      networkId: named(followed.copy, 'bridge')?.id ?? '',
    });
    await followed.pass(100);
    const { happenings } = followed.host;
    const { emit } = happenings;
    happenings.emit = () => undefined;
    followed.host.attach('bridge', 'late');
    happenings.emit = emit.bind(happenings);
    await followed.pass(1_000);
    expect(named(followed.copy, 'bridge')?.attachments).toMatchObject([{ name: 'late' }]);
  });

  it.each([
    ['a second after', false, { notYetMs: 900, dueMs: 2_000 }],
    [
      'when whoever had it leave has had time to look after',
      true,
      { notYetMs: 11_000, dueMs: 13_000 },
    ],
  ])('looks %s its routing mesh went', async (_, isCommanded, { notYetMs, dueMs }) => {
    await followed.pass(10_000);
    followed.isCommanded = isCommanded;
    const looks = () => followed.host.calls.filter((call) => call === 'describe').length;
    const before = looks();
    const networkId = named(followed.copy, 'ingress')?.id ?? '';
    followed.host.standing.leave(true);
    followed.host.happenings.emit({ kind: 'network', networkId });
    await followed.pass(notYetMs);
    expect(looks()).toBe(before);
    await followed.pass(dueMs - notYetMs);
    expect(looks()).toBeGreaterThan(before);
    expect(followed.copy?.docker).toMatchObject({ membership: { kind: 'none' } });
  });

  it('leaves what happens while a command runs to a look of whoever gave it, for two seconds', async () => {
    await followed.pass(10_000);
    followed.isCommanded = true;
    followed.reports.splice(0);
    await create(followed, 'one');
    await followed.pass(1_500);
    expect(followed.reports).toEqual([]);
    await followed.look();
    expect(named(followed.copy, 'one')).toBeDefined();
    await create(followed, 'two');
    await followed.pass(1_500);
    expect(named(followed.copy, 'two')).toBeDefined();
  });

  it('notices within a minute what no event tells', async () => {
    followed.host.standing.leave(true);
    await followed.pass(80_000);
    expect(followed.copy?.docker).toMatchObject({ membership: { kind: 'none' } });
  });

  it('tells everything anew now and then', async () => {
    followed.reports.splice(0);
    await followed.pass(660_000);
    expect(followed.reports.filter(({ kind }) => kind === 'facts')).toHaveLength(1);
  });

  it('asks for a look at everything only every few seconds, whatever happens', async () => {
    const before = followed.host.calls.length;
    for (let second = 0; second < 20; second += 1) {
      followed.host.happenings.emit({ kind: 'engine' });
      await followed.pass(1_000);
    }
    const looks = followed.host.calls.slice(before).filter((call) => call === 'describe');
    expect(looks.length).toBeGreaterThanOrEqual(3);
    expect(looks.length).toBeLessThanOrEqual(5);
  });
});
