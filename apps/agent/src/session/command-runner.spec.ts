import { FleetError } from '@muster/kernel';
import type { Command } from '@muster/protocol';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { CommandRunner } from './command-runner.js';
import {
  command,
  done,
  failed,
  heldRunner,
  leave,
  look,
  type Run,
  settle,
} from './testing/held-runner.js';

let runs: Run[];
let runner: CommandRunner;
beforeEach(() => {
  ({ runs, runner } = heldRunner());
});

const fetchToken = () => command({ kind: 'fetchJoinToken', args: { role: 'worker' } });

describe('a command', () => {
  it('is answered with its id and what it reached', async () => {
    const asked = leave();
    const answer = runner.run(asked);
    await settle();
    expect(runs).toMatchObject([{ action: asked.action }]);
    runs[0]?.finish();
    await expect(answer).resolves.toEqual({ id: asked.id, ok: true, outcome: done(true) });
  });

  it('is answered with a fault when it fails, whatever was thrown', async () => {
    const denied = runner.run(leave());
    const odd = runner.run(look());
    await settle();
    runs.find(({ action }) => action.kind === 'ensureLeft')?.fail(new FleetError('denied', 'no'));
    runs.find(({ action }) => action.kind === 'collectFacts')?.fail('a string');
    await expect(denied).resolves.toMatchObject(failed('denied'));
    await expect(odd).resolves.toMatchObject(failed('internal'));
  });

  it('runs once, however often it is asked for, and gives the same answer', async () => {
    const asked = leave();
    const first = runner.run(asked);
    const again = runner.run(asked);
    await settle();
    expect(runs).toHaveLength(1);
    runs[0]?.finish();
    expect(await again).toEqual(await first);
    await settle();
    // Later too: the first answer, although a second run would find nothing to change.
    await expect(runner.run(asked)).resolves.toEqual(await first);
    expect(runs).toHaveLength(1);
  });

  it('that failed is remembered too', async () => {
    const asked = leave();
    const first = runner.run(asked);
    await settle();
    runs[0]?.fail(new FleetError('conflict', 'in another swarm'));
    await first;
    await settle();
    await expect(runner.run(asked)).resolves.toMatchObject(failed('conflict'));
    expect(runs).toHaveLength(1);
  });

  it.each([
    ['a join token', fetchToken()],
    ['facts', look()],
  ])(
    'that answers with %s shares its answer while it runs and is forgotten after',
    async (_, c) => {
      const both = Promise.all([runner.run(c), runner.run(c)]);
      await settle();
      expect(runs).toHaveLength(1);
      runs[0]?.finish({ changed: false, value: 'SWMTKN-1-old' });
      const [first, second] = await both;
      expect(second).toEqual(first);
      await settle();
      const later = runner.run(c);
      await settle();
      runs[1]?.finish({ changed: false, value: 'SWMTKN-1-new' });
      await expect(later).resolves.toMatchObject({ outcome: { value: 'SWMTKN-1-new' } });
    },
  );

  it('is not forgotten while it runs, however many come after it', async () => {
    const first = leave();
    const answer = runner.run(first);
    await settle();
    for (let i = 0; i < 200; i += 1) void runner.run(look());
    await settle();
    const again = runner.run(first);
    await settle();
    expect(runs.filter(({ action }) => action.kind === 'ensureLeft')).toHaveLength(1);
    runs[0]?.finish();
    expect(await again).toEqual(await answer);
  });

  it('is forgotten after many later ones, so that memory has a bound', async () => {
    const runOne = async (asked: Command) => {
      const answer = runner.run(asked);
      await settle();
      runs.at(-1)?.finish();
      await answer;
      await settle();
    };
    const first = leave();
    await runOne(first);
    for (let i = 0; i < 64; i += 1) await runOne(leave());
    const before = runs.length;
    await runOne(first);
    expect(runs).toHaveLength(before + 1);
  });
});

describe('two commands', () => {
  it('that change the host run one after the other, in order, also when the first fails', async () => {
    const kinds: Command['action'][] = [
      { kind: 'ensureLeft', args: { force: true } },
      { kind: 'ensureNetworkAbsent', args: { name: 'old', ingress: false } },
      { kind: 'ensureNodeRemoved', args: { nodeId: 'n', force: false } },
    ];
    const answers = kinds.map((action) => runner.run(command(action)));
    for (let index = 0; index < kinds.length; index += 1) {
      await settle();
      expect(runs.map(({ action }) => action)).toEqual(kinds.slice(0, index + 1));
      if (index === 0) runs[index]?.fail(new FleetError('unavailable', 'dockerd is gone'));
      else runs[index]?.finish();
    }
    expect((await Promise.all(answers)).map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  it('that look run beside everything else', async () => {
    void runner.run(leave());
    void runner.run(look());
    void runner.run(fetchToken());
    void runner.run(command({ kind: 'awaitMembership', args: { stuckAfterMs: 1 } }));
    await settle();
    expect(runs).toHaveLength(4);
  });

  it('are never changing at the same time, whatever is asked, cancelled or out of time', async () => {
    const changing: Command['action'] = { kind: 'ensureLeft', args: { force: false } };
    const fate = fc.record({
      cancelled: fc.boolean(),
      turns: fc.integer({ min: 0, max: 3 }),
      looks: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 15 }), async (fates) => {
        let atOnce = 0;
        let most = 0;
        const turnsOf = new Map<Command['action'], number>();
        const stubborn = new CommandRunner(async (action) => {
          if (action.kind !== 'ensureLeft') return done(false);
          atOnce += 1;
          most = Math.max(most, atOnce);
          for (let turn = turnsOf.get(action) ?? 0; turn > 0; turn -= 1) await settle();
          atOnce -= 1;
          return done(true);
        });
        const answers = fates.map(({ cancelled, turns, looks }) => {
          const asked = looks ? look() : command({ ...changing });
          turnsOf.set(asked.action, turns);
          const answer = stubborn.run(asked);
          if (cancelled) stubborn.cancel(asked.id);
          return answer;
        });
        expect(await Promise.all(answers)).toHaveLength(fates.length);
        await stubborn.drain(new AbortController().signal);
        expect(most).toBeLessThanOrEqual(1);
      }),
    );
  });
});
