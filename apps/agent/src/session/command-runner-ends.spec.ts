import type { CommandResult } from '@muster/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandRunner } from './command-runner.js';
import { failed, heldRunner, leave, look, type Run, settle } from './testing/held-runner.js';

let runs: Run[];
let runner: CommandRunner;
beforeEach(() => {
  ({ runs, runner } = heldRunner());
});

describe('the end of a command', () => {
  it('comes with its deadline', async () => {
    await expect(runner.run(leave({ timeoutMs: 1 }))).resolves.toMatchObject(failed('deadline'));
  });

  it('comes with its deadline also while it waits for its turn, and then it is never done', async () => {
    const first = runner.run(leave());
    const late = await runner.run(leave({ timeoutMs: 1 }));
    expect(late).toMatchObject(failed('deadline'));
    runs[0]?.finish();
    await first;
    await settle();
    expect(runs).toHaveLength(1);
  });

  it('comes when it is cancelled: the running one by its signal, the waiting one at once', async () => {
    const running = leave();
    const waiting = leave();
    const answers = [runner.run(running), runner.run(waiting)];
    await settle();
    runner.cancel(waiting.id);
    await expect(answers[1]).resolves.toMatchObject(failed('cancelled'));
    expect(runs[0]?.signal.aborted).toBe(false);
    runner.cancel(running.id);
    await expect(answers[0]).resolves.toMatchObject(failed('cancelled'));
    await settle();
    expect(runs).toHaveLength(1);
  });

  it('leaves the turn to the next', async () => {
    const first = leave();
    void runner.run(first);
    const next = runner.run(leave());
    await settle();
    runner.cancel(first.id);
    await settle();
    runs[1]?.finish();
    await expect(next).resolves.toMatchObject({ ok: true });
  });

  it('is not moved by cancelling what is unknown or over', async () => {
    const asked = leave();
    const answer = runner.run(asked);
    await settle();
    runs[0]?.finish();
    await answer;
    runner.cancel(asked.id);
    runner.cancel('never heard of');
    await expect(runner.run(asked)).resolves.toMatchObject({ ok: true });
  });
});

describe('draining', () => {
  const patient = () => new AbortController().signal;

  it('is over at once when nothing runs', async () => {
    await runner.drain(patient());
  });

  it('waits for what runs and for what waits its turn', async () => {
    const answers = [runner.run(leave()), runner.run(leave())];
    let isOver = false;
    const drained = runner.drain(patient()).then(() => (isOver = true));
    await settle();
    runs[0]?.finish();
    await settle();
    expect(isOver).toBe(false);
    runs[1]?.finish();
    await drained;
    expect((await Promise.all(answers)).map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('takes nothing new, but still tells known answers', async () => {
    const asked = leave();
    const answer = runner.run(asked);
    await settle();
    const drained = runner.drain(patient());
    const refused: CommandResult = await runner.run(look());
    expect(refused).toMatchObject(failed('unavailable'));
    const again = runner.run(asked);
    runs[0]?.finish();
    await drained;
    expect(await again).toEqual(await answer);
  });

  it.each([
    ['when its own time is over', () => AbortSignal.timeout(1)],
    ['from the start when its time was over before', () => AbortSignal.abort()],
  ])('cancels the rest %s', async (_, signal) => {
    const answers = [runner.run(leave()), runner.run(leave()), runner.run(look())];
    await settle();
    await runner.drain(signal());
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatchObject(failed('cancelled'));
    }
  });
});
